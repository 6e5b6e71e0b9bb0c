namespace NetComm.Actors;

/// <summary>The PreRestart of an actor failed; it is restarted all the same, and this is logged.</summary>
public class PreRestartException : AkkaException
{
    /// <summary>For the restart of <paramref name="actor"/> after <paramref name="cause"/>, disturbed by <paramref name="restartException"/>.</summary>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base($"Exception in PreRestart of [{actor}] (caused by {cause?.GetType()})", restartException) => OptionalMessage = optionalMessage;

    /// <summary>The message that the actor failed on, if any.</summary>
    public object? OptionalMessage { get; }
}
