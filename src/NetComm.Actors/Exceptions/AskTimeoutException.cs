namespace NetComm.Actors;

/// <summary>No answer came within the time that an Ask allowed.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>With the sentence that says what happened.</summary>
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}
