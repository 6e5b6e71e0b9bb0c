namespace NetComm.Actors;

/// <summary>A child was to be made under a name that is taken or malformed.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>With the sentence that says what is wrong with the name.</summary>
    public InvalidActorNameException(string message)
        : base(message)
    {
    }
}
