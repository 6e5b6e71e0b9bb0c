namespace NetComm.Actors;

/// <summary>An actor could not be made: its constructor or PreStart failed, or it was made with 'new' outside Props.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>With the sentence that says what happened.</summary>
    public ActorInitializationException(string message)
        : base(message)
    {
    }

    /// <summary>With the exception behind it.</summary>
    public ActorInitializationException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>With the actor that was to be.</summary>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>The actor that was to be, if it got that far.</summary>
    public IActorRef? Actor { get; }
}
