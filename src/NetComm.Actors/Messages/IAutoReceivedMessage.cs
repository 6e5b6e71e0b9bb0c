namespace NetComm.Actors;

/// <summary>Marks the messages that the kernel itself handles before the actor sees them.</summary>
public interface IAutoReceivedMessage
{
}
