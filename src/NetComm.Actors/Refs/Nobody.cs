namespace NetComm.Actors;

/// <summary>The reference to no actor at all: what is sent to it is dropped in silence.</summary>
public sealed class Nobody : MinimalActorRef
{
    /// <summary>The only instance.</summary>
    public static readonly Nobody Instance = new();

    private readonly ActorPath _path = new RootActorPath(Address.AllSystems).Child("Nobody");

    private Nobody()
    {
    }

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    private protected override bool HasTerminated => true;
}
