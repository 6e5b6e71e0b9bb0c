namespace NetComm.Actors;

/// <summary>An actor could not be restarted: the new instance's constructor or PostRestart failed.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>For the restart of <paramref name="actor"/> after <paramref name="originalCause"/>, undone by <paramref name="cause"/>.</summary>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({(originalCause is null ? "null" : originalCause.GetType().ToString())})", cause) =>
        OriginalCause = originalCause;

    /// <summary>Why the actor was to be restarted.</summary>
    public Exception? OriginalCause { get; }
}
