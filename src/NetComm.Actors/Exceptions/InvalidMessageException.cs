namespace NetComm.Actors;

/// <summary>Something was sent that cannot be a message: null.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>With the sentence that says what happened.</summary>
    public InvalidMessageException(string message)
        : base(message)
    {
    }
}
