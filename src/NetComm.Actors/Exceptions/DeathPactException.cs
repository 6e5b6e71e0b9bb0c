namespace NetComm.Actors;

/// <summary>What a watcher fails with when it does not handle the <see cref="Terminated"/> of an actor that it watched.</summary>
public class DeathPactException : AkkaException
{
    /// <summary>For the watched actor that stopped.</summary>
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    /// <summary>The watched actor that stopped.</summary>
    public IActorRef DeadActor { get; }
}
