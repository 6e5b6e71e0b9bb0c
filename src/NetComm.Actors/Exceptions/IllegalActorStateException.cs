namespace NetComm.Actors;

/// <summary>An actor did what its state does not allow, such as stashing one message twice.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>With the sentence that says what happened.</summary>
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}
