namespace NetComm.Actors;

/// <summary>The two references that every actor knows.</summary>
public static class ActorRefs
{
    /// <summary>Says that a message has no sender; the receiver then sees the dead letters as Sender.</summary>
    public static readonly IActorRef? NoSender;

    /// <summary>What a search for an actor gives when there is none.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
}
