namespace NetComm.Actors;

/// <summary>What an actor fails with when it receives <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>With the sentence that says what happened.</summary>
    public ActorKilledException(string message)
        : base(message)
    {
    }
}
