namespace NetComm.Actors;

/// <summary>A path below the root.</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>The path of <paramref name="name"/> below <paramref name="parentPath"/>.</summary>
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base((parentPath ?? throw new ArgumentNullException(nameof(parentPath))).Address, name, uid)
    {
        Parent = parentPath;
        Depth = parentPath.Depth + 1;
    }

    /// <inheritdoc/>
    public override ActorPath Parent { get; }

    /// <inheritdoc/>
    public override ActorPath Root => Parent.Root;

    /// <inheritdoc/>
    public override int Depth { get; }

    /// <inheritdoc/>
    public override ActorPath WithUid(long uid) => uid == Uid ? this : new ChildActorPath(Parent, Name, uid);
}
