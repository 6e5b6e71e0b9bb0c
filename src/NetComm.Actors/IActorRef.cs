namespace NetComm.Actors;

/// <summary>Where messages for one actor go.</summary>
public interface IActorRef
{
    /// <summary>Sends <paramref name="message"/>; <paramref name="sender"/> is whom the receiver sees as Sender.</summary>
    void Tell(object message, IActorRef sender);
}
