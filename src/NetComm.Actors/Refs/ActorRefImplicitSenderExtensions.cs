namespace NetComm.Actors;

/// <summary>Sending without naming the sender: it is the actor that runs on this thread, if one does.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends <paramref name="message"/> in the name of the running actor, or of nobody outside an actor.</summary>
    public static void Tell(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, CurrentCell.SelfOrNoSender);
    }

    /// <summary>Sends <paramref name="message"/> on with the original sender, so that an answer goes past this actor.</summary>
    public static void Forward(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, CurrentCell.SenderOrNoSender);
    }
}
