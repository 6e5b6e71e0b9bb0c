namespace NetComm.Actors;

/// <summary>The path <c>/</c> of a system.</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>The root of the system at <paramref name="address"/>.</summary>
    public RootActorPath(Address address)
        : base(address, "", 0)
    {
    }

    /// <inheritdoc/>
    public override ActorPath Parent => this;

    /// <inheritdoc/>
    public override ActorPath Root => this;

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override ActorPath WithUid(long uid) =>
        uid == 0 ? this : throw new NotSupportedException("The root of a system has no uid.");
}
