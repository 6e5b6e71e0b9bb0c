namespace NetComm.Actors.Event;

/// <summary>Marks messages whose loss is ordinary: they are published as <see cref="SuppressedDeadLetter"/>.</summary>
public interface IDeadLetterSuppression
{
}
