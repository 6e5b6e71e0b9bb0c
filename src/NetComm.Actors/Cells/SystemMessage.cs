namespace NetComm.Actors;

/// <summary>What cells tell each other about their lives; handled before user messages, also while an actor is suspended.</summary>
internal abstract class SystemMessage
{
    /// <summary>Make the actor: the first message of every cell.</summary>
    internal sealed class Create : SystemMessage;

    internal sealed class Recreate(Exception cause) : SystemMessage
    {
        internal Exception Cause => cause;
    }

    internal sealed class Suspend : SystemMessage;

    /// <summary>Go on; <paramref name="causedByFailure"/> is the receiver's own failure that is forgiven, or null.</summary>
    internal sealed class Resume(Exception? causedByFailure) : SystemMessage
    {
        internal Exception? CausedByFailure => causedByFailure;
    }

    internal sealed class Terminate : SystemMessage;

    internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
    {
        internal IInternalActorRef Watchee => watchee;

        internal IInternalActorRef Watcher => watcher;
    }

    internal sealed class Unwatch(IInternalActorRef watcher) : SystemMessage
    {
        internal IInternalActorRef Watcher => watcher;
    }

    internal sealed class DeathWatchNotification(IInternalActorRef actor, bool existenceConfirmed) : SystemMessage
    {
        internal IInternalActorRef Actor => actor;

        internal bool ExistenceConfirmed => existenceConfirmed;
    }

    /// <summary>A child tells its supervisor.</summary>
    internal sealed class Failed(IInternalActorRef child, Exception cause) : SystemMessage
    {
        internal IInternalActorRef Child => child;

        internal Exception Cause => cause;
    }
}
