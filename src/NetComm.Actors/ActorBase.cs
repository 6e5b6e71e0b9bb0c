using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>The root of all actors: handles one message at a time, and is made by its parent through <see cref="Props"/>.</summary>
public abstract class ActorBase
{
    private protected ActorCell Cell { get; }

    /// <summary>Takes its place in the cell that makes it.</summary>
    /// <exception cref="ActorInitializationException">It was made with 'new' outside <see cref="Props"/>.</exception>
    protected ActorBase()
    {
        Cell = CurrentCell.OfThread.Cell ?? throw new ActorInitializationException(
            $"You cannot create an instance of [{GetType()}] with 'new': make it with ActorOf and Props.");
        if (this is IWithTimers withTimers)
            withTimers.Timers = new TimerScheduler(Cell);
    }

    /// <summary>What the actor can know and do about itself.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread.</exception>
    protected static IActorContext Context => CurrentCell.Require();

    /// <summary>A behaviour that knows no message.</summary>
    protected static Receive EmptyReceive => _ => false;

    /// <summary>The actor's own reference.</summary>
    protected IActorRef Self => Cell;

    /// <summary>Who sent the message being handled; the dead letters if nobody did.</summary>
    protected IActorRef Sender => Cell.Sender;

    /// <summary>Handles a message, or answers false when it does not know it.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Called for messages that the behaviour does not know: publishes an <see cref="UnhandledMessage"/>, and fails on <see cref="Terminated"/>.</summary>
    /// <exception cref="DeathPactException">The message is a <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Cell.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Lets <paramref name="receive"/> handle what comes from now on, in place of the current behaviour.</summary>
    protected void Become(Receive receive) => Cell.Become(receive);

    /// <summary>Lets <paramref name="receive"/> handle what comes until UnbecomeStacked.</summary>
    protected void BecomeStacked(Receive receive) => Cell.BecomeStacked(receive);

    /// <summary>Goes back to the behaviour before; at the first one nothing happens.</summary>
    protected void UnbecomeStacked() => Cell.UnbecomeStacked();

    /// <summary>Sets after which silence a <see cref="ReceiveTimeout"/> comes; null for never.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Cell.SetReceiveTimeout(timeout);

    /// <summary>Says what becomes of children that fail. Default: stop what could not start or was killed, restart the others without limit.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => NetComm.Actors.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called once before the first message, and by default after each restart.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called on the failed instance before it is replaced. Default: stops all children and calls PostStop.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The message that it failed on, or null.</param>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        foreach (IActorRef child in Cell.GetChildren())
        {
            Cell.Unwatch(child);
            Cell.Stop(child);
        }
        PostStop();
    }

    /// <summary>Called on the new instance after a restart. Default: calls PreStart.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called when the actor has stopped, after all its children, and by default before each restart.</summary>
    protected virtual void PostStop()
    {
    }

    internal bool CallReceive(object message) => Receive(message);

    /// <summary>Called once the constructor has run.</summary>
    internal virtual void OnConstructed()
    {
    }

    internal void CallUnhandled(object message) => Unhandled(message);

    internal void CallPreStart() => PreStart();

    internal void CallPostRestart(Exception reason) => PostRestart(reason);

    internal void CallPreRestart(Exception reason, object? message)
    {
        CancelTimers();
        PreRestart(reason, message);
    }

    internal void CallPostStop()
    {
        CancelTimers();
        PostStop();
    }

    internal SupervisorStrategy AskSupervisorStrategy() => SupervisorStrategy();

    private void CancelTimers()
    {
        if (this is IWithTimers withTimers)
            withTimers.Timers.CancelAll();
    }
}
