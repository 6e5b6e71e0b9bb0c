using System.Runtime.ExceptionServices;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>
/// Runs nothing by itself: actors wait in the order in which their mailboxes became non-empty until <see cref="Drain"/> lets each handle
/// one message a turn. A message to an actor whose mailbox is known to be open goes to it past the mailbox; whatever suspends, restarts or
/// ends an actor is a system message, and those are the mailbox's. The order is the mailbox's own in either case.
/// </summary>
internal sealed class RunLoopDispatcher : MessageDispatcher
{
    private const string OnAnotherThread = "An actor of a simulated run was woken on a thread that is not the run's.";

    private int _thread = Environment.CurrentManagedThreadId;

    private volatile Exception? _intrusion;

    private volatile bool _isStopped;

    // Queues of actors, each at most once, and now and then a task of Akka's own.
    private object[] _ring = new object[64];
    private int _head;
    private int _count;
    private RunLoopQueue? _turn;
    private bool _wantsAnotherTurn;

    internal RunLoopDispatcher(MessageDispatcherConfigurator configurator) : base(configurator) => Id = configurator.Config.GetString("id");

    /// <summary>Whose messages have no sender: Akka looks it up for each where it is null.</summary>
    internal IActorRef NoSender { get; set; } = ActorRefs.Nobody;

    /// <summary>Whether messages to open mailboxes go past them: a test turns it off, and demands the same order.</summary>
    internal bool GoesPastMailboxes { get; set; } = true;

    internal bool RunsMailbox { get; private set; }

    /// <summary>Whether no message is handled any more.</summary>
    internal bool IsStopped => _isStopped;

    /// <summary>From now on the calling thread is the one of all actors: a run begins.</summary>
    internal void MoveToThisThread() => _thread = Environment.CurrentManagedThreadId;

    /// <summary>Lets no message be handled after the one of just now, also where they never come to an end. From any thread.</summary>
    internal void Stop() => _isStopped = true;

    internal void Drain()
    {
        while (_count > 0 && !_isStopped)
        {
            object next = _ring[_head];
            _ring[_head] = null!;
            _head = (_head + 1) & (_ring.Length - 1);
            _count--;
            if (next is RunLoopQueue queue) TakeTurn(queue);
            else RunAlone((IRunnable)next);
        }

        if (_intrusion is { } intrusion) throw new InvalidOperationException(OnAnotherThread, intrusion);
    }

    /// <summary>Delivers one message at once where nothing else waits, and then handles those that come of it.</summary>
    internal void Deliver(IActorRef target, object message)
    {
        if (_count == 0 && GoesPastMailboxes && target is SimulatedActorRef { Queue: { IsOpen: true, IsScheduled: false } queue })
        {
            queue.IsScheduled = true;
            TakeTurn(queue, message, NoSender);
        }
        else
        {
            target.Tell(message, NoSender);
        }

        Drain();
    }

    internal void Send(RunLoopQueue queue, object message, IActorRef? sender)
    {
        if (!IsOnThread()) return;
        ArgumentNullException.ThrowIfNull(message);
        queue.Enqueue(new Envelope(message, sender ?? NoSender));
        if (queue.IsScheduled) return;
        queue.IsScheduled = true;
        Add(queue);
    }

    public override void Attach(ActorCell cell)
    {
        if (QueueOf(cell) is { } queue) (queue.Cell, queue.Mailbox) = (cell, cell.Mailbox);
        base.Attach(cell);
    }

    public override void Detach(ActorCell cell)
    {
        Close(cell);
        base.Detach(cell);
    }

    public override void Dispatch(ActorCell cell, Envelope envelope)
    {
        if (!IsOnThread()) return;
        if (QueueOf(cell) is { IsOpen: true } queue && GoesPastMailboxes) Send(queue, envelope.Message, envelope.Sender);
        else base.Dispatch(cell, envelope);
    }

    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        if (!IsOnThread()) return;
        Close(cell);

        // Who fails suspends its own mailbox without a message, and tells its supervisor.
        if (message is Failed { Child: ActorRefWithCell { Underlying: ActorCell child } }) Close(child);
        base.SystemDispatch(cell, message);
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (!IsOnThread()) return;
        if (run is not Mailbox { MessageQueue: RunLoopQueue queue })
        {
            Add(run);
            return;
        }

        // A mailbox asks once, and again only after it has run: past it, it would never know that its turn is over.
        queue.IsOpen = false;
        if (queue == _turn)
        {
            // A mailbox asks for its next turn when this one ends: what it says earlier is about messages that this turn still handles.
            _wantsAnotherTurn = RunsMailbox;
        }
        else if (!queue.IsScheduled)
        {
            queue.IsScheduled = true;
            Add(queue);
        }
    }

    protected override void Shutdown()
    {
        Array.Clear(_ring);
        _count = 0;
    }

    /// <summary>Akka swallows what a dispatcher throws at a sender: the run's thread throws it when it comes by.</summary>
    private bool IsOnThread()
    {
        if (Environment.CurrentManagedThreadId == _thread) return true;
        _intrusion ??= ExceptionDispatchInfo.SetCurrentStackTrace(new InvalidOperationException(OnAnotherThread));
        return false;
    }

    private static RunLoopQueue? QueueOf(ActorCell cell) => cell.Mailbox?.MessageQueue as RunLoopQueue;

    private static void Close(ActorCell cell)
    {
        if (QueueOf(cell) is { } queue) queue.IsOpen = false;
    }

    /// <summary>A task belongs to no actor: what it tells has no sender.</summary>
    private static void RunAlone(IRunnable task)
    {
        InternalCurrentActorCellKeeper.Current = null;
        task.Run();
    }

    private void TakeTurn(RunLoopQueue queue)
    {
        if (!queue.IsOpen || !GoesPastMailboxes)
        {
            _turn = queue;
            RunMailbox(queue, messages: 1);
            EndTurn(queue);
            return;
        }

        // Out of the queue before it is handled, or a message that is stashed would find itself there.
        Envelope envelope = queue.Take();
        TakeTurn(queue, envelope.Message, envelope.Sender);
    }

    private void TakeTurn(RunLoopQueue queue, object message, IActorRef sender)
    {
        _turn = queue;
        ActorCell cell = queue.Cell!;
        InternalCurrentActorCellKeeper.Current = cell;
        if (message is DirectMessage direct && queue.Receiver is { } receiver) receiver.Handle(direct, cell, sender);
        else cell.Invoke(new Envelope(message, sender));

        if (queue.IsOpen) _wantsAnotherTurn = queue.Count > 0;
        else RunMailbox(queue, messages: 0);
        EndTurn(queue);
    }

    private void RunMailbox(RunLoopQueue queue, int messages)
    {
        queue.TurnBudget = messages;
        RunsMailbox = true;
        queue.Mailbox!.Run();
        RunsMailbox = false;
    }

    private void EndTurn(RunLoopQueue queue)
    {
        _turn = null;
        queue.IsScheduled = _wantsAnotherTurn;
        if (_wantsAnotherTurn) Add(queue);
        _wantsAnotherTurn = false;
    }

    private void Add(object waiting)
    {
        if (_count == _ring.Length) Grow();
        _ring[(_head + _count++) & (_ring.Length - 1)] = waiting;
    }

    private void Grow()
    {
        var larger = new object[_ring.Length * 2];
        for (int i = 0; i < _count; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = larger;
        _head = 0;
    }
}

/// <summary>Makes the one dispatcher of a simulated run, where HOCON names this class.</summary>
internal sealed class RunLoopDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly RunLoopDispatcher _dispatcher;

    public RunLoopDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new RunLoopDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
