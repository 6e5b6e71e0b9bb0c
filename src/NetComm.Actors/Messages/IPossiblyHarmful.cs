namespace NetComm.Actors;

/// <summary>Marks messages that a stranger should not be allowed to send.</summary>
public interface IPossiblyHarmful
{
}
