using NetComm.Actors.TestKit.Internal;

namespace NetComm.Actors.TestKit;

/// <summary>A test actor of its own, which also is the reference to it.</summary>
public sealed class TestProbe : TestKitBase, IInternalActorRef
{
    /// <summary>A probe in <paramref name="system"/>.</summary>
    public TestProbe(ActorSystem system, string? testProbeName = null)
        : base(system, testProbeName)
    {
    }

    /// <summary>The reference to its actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message that was taken last.</summary>
    public IActorRef Sender => LastSender;

    /// <inheritdoc/>
    public ActorPath Path => TestActor.Path;

    ActorSystem? IInternalActorRef.System => Sys;

    IInternalActorRef IInternalActorRef.Parent => Inner.Parent;

    bool IInternalActorRef.IsTerminated => Inner.IsTerminated;

    private IInternalActorRef Inner => (IInternalActorRef)TestActor;

    /// <summary>Sends in the name of the probe.</summary>
    public void Send(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, TestActor);
    }

    /// <summary>Answers the message that was taken last.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Sends the message that was taken last on, with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage ?? throw TestFailure.Of("there is no message to forward"));

    /// <summary>Sends <paramref name="message"/> on with the sender of the message that was taken last.</summary>
    public void Forward(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, Sender);
    }

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => Inner.SendSystemMessage(message);

    IInternalActorRef? IInternalActorRef.FindChild(string name) => Inner.FindChild(name);

    IReadOnlyList<IInternalActorRef> IInternalActorRef.ListChildren() => Inner.ListChildren();

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => TestActor.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    /// <inheritdoc/>
    public override string ToString() => TestActor.ToString()!;
}
