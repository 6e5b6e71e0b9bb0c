using System.Runtime.CompilerServices;

namespace NetComm.Actors;

/// <summary>An actor as others see it (its reference) and as it sees itself (its context).</summary>
/// <remarks>
/// It holds only what every message touches; what starts, fails, watches and stops stands in <see cref="Lifecycle"/>,
/// so that a cell and its mailbox fit into two cache lines.
/// </remarks>
internal abstract class ActorCell : IInternalActorRef, IUntypedActorContext
{
    /// <summary>The actor, while it is an untyped one with its own behaviour: the shortest way for a message.</summary>
    internal UntypedActor? Plain;

    /// <summary>The message being handled; in a deterministic cell also the next one to be.</summary>
    internal object? Message;
    internal IActorRef? MessageSender;

    internal ActorBase? Actor;

    /// <summary>The behaviour on top of the stack; null while it is the actor's own.</summary>
    internal Receive? Behavior;

    internal readonly Lifecycle Life;
    internal bool HasReceiveTimeout;
    internal Handling Current;
    internal volatile bool IsClosed;

    protected ActorCell(ActorSystem system, Props props, IInternalActorRef parent, ActorPath path) =>
        Life = new Lifecycle(this, system, props, parent, path);

    /// <summary>What is being done with <see cref="Message"/>.</summary>
    internal enum Handling : byte
    {
        Nothing,
        Handled,
        Stashed,
    }

    internal int SuspendCount { get; private set; }

    public ActorPath Path => Life.Path;

    public IActorRef Self => this;

    public Props Props => Life.Props;

    public IActorRef Sender => (Current == Handling.Nothing ? Life.LastSender : MessageSender) ?? Life.System.DeadLettersRef;

    public ActorSystem System => Life.System;

    public IInternalActorRef Parent => Life.Parent;

    IActorRef IActorContext.Parent => Life.Parent;

    public TimeSpan? ReceiveTimeout => Life.ReceiveTimeout;

    public bool IsTerminated => IsClosed;

    public abstract void Tell(object message, IActorRef? sender);

    public abstract void SendSystemMessage(SystemMessage message);

    /// <summary>Puts a message before all that wait; only the actor itself may, through its stash.</summary>
    internal abstract void EnqueueFirst(Envelope envelope);

    /// <summary>Ends the mailbox: what waits in it, and what still comes, goes to the dead letters.</summary>
    internal abstract void Close();

    public void Become(Receive receive) => Life.Behaviors.Become(receive);

    public void BecomeStacked(Receive receive) => Life.Behaviors.BecomeStacked(receive);

    public void UnbecomeStacked() => Life.Behaviors.UnbecomeStacked();

    public void Become(UntypedReceive receive) => Become(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    public IActorRef ActorOf(Props props, string? name = null) => Life.MakeChild(props, name);

    public ActorSelection ActorSelection(ActorPath actorPath) => System.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Actors.ActorSelection.From(this, actorPath);

    public IActorRef Child(string name) => FindChild(name) ?? (IActorRef)ActorRefs.Nobody;

    public IInternalActorRef? FindChild(string name) => Life.Children.Find(name);

    public IEnumerable<IActorRef> GetChildren() => ListChildren();

    public IReadOnlyList<IInternalActorRef> ListChildren() => Life.Children.List();

    public void SetReceiveTimeout(TimeSpan? timeout) => Life.SetReceiveTimeout(timeout);

    public void Stop(IActorRef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        Life.StopChild((IInternalActorRef)child);
    }

    public IActorRef Watch(IActorRef subject) => Life.Watch.Start(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Life.Watch.Start(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject) => Life.Watch.End(subject);

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null and not ActorCell && other.Path.Uid == Path.Uid && other.Path.Equals(Path));

    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    public override int GetHashCode() => Path.GetHashCode();

    public int CompareTo(IActorRef? other) => Path.CompareTo(other?.Path);

    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    public override string ToString() => $"[{Path.ToStringWithUid()}]";

    internal void Suspend()
    {
        SuspendCount++;
        OnSuspensionChanged();
    }

    internal void Unsuspend()
    {
        if (SuspendCount > 0)
            SuspendCount--;
        OnSuspensionChanged();
    }

    /// <summary>Handles <see cref="Message"/>; what the actor throws comes out, and <see cref="OnThrown"/> is to be called with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void HandleMessage()
    {
        Current = Handling.Handled;
        object message = Message!;
        if (message is IAutoReceivedMessage || HasReceiveTimeout)
            Life.ProcessSpecial(message);
        else
            Invoke(message);
        Current = Handling.Nothing;
    }

    internal void OnThrown(Exception failure)
    {
        Life.OnMessageFailed(Message, MessageSender);
        Current = Handling.Nothing;
        Life.Fail(failure);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Invoke(object message)
    {
        if (Plain is { } plain)
            plain.CallOnReceive(message);
        else if (!(Behavior is { } behavior ? behavior(message) : Actor!.CallReceive(message)))
            Actor!.CallUnhandled(message);
    }

    private protected virtual void OnSuspensionChanged()
    {
    }

    private static Receive Always(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return message =>
        {
            receive(message);
            return true;
        };
    }
}
