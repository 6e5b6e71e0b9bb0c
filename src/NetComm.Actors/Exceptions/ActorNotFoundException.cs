namespace NetComm.Actors;

/// <summary>A selection that was to be resolved leads to no living actor.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>With the sentence that names the selection.</summary>
    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
