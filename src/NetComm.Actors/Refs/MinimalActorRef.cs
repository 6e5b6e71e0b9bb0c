namespace NetComm.Actors;

/// <summary>A reference with no actor behind it: nobody, dead letters, the answer to a question.</summary>
#pragma warning disable CA1036 // Akka.NET has no comparison operators here.
public abstract class MinimalActorRef : IInternalActorRef
{
    private protected MinimalActorRef()
    {
    }

    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    ActorSystem? IInternalActorRef.System => SystemOrNull;

    IInternalActorRef IInternalActorRef.Parent => ActorRefs.Nobody;

    bool IInternalActorRef.IsTerminated => HasTerminated;

    private protected virtual ActorSystem? SystemOrNull => null;

    private protected virtual bool HasTerminated => false;

    /// <inheritdoc/>
    public virtual void Tell(object message, IActorRef? sender)
    {
    }

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => OnSystemMessage(message);

    IInternalActorRef? IInternalActorRef.FindChild(string name) => ChildNamed(name);

    IReadOnlyList<IInternalActorRef> IInternalActorRef.ListChildren() => AllChildren();

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => Path.CompareTo(other?.Path);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"[{Path}]";

    private protected virtual void OnSystemMessage(SystemMessage message)
    {
    }

    private protected virtual IInternalActorRef? ChildNamed(string name) => null;

    private protected virtual IReadOnlyList<IInternalActorRef> AllChildren() => [];
}
