using System.Runtime.CompilerServices;

namespace NetComm.Actors;

/// <summary>A cell of a deterministic system: one thread, so neither locks nor interlocked operations.</summary>
/// <remarks>The first message waits in the cell itself, later ones in a ring that is made when first needed: a mailbox is seldom longer than one.</remarks>
internal sealed class DeterministicCell(
    DeterministicDispatcher dispatcher, ActorSystem system, Props props, IInternalActorRef parent, ActorPath path)
    : ActorCell(system, props, parent, path)
{
    private const int SmallestRing = 4;

    private readonly DeterministicDispatcher _dispatcher = dispatcher;
    private object? _firstMessage;
    private IActorRef? _firstSender;
    private Envelope[] _ring = [];
    private Queue<SystemMessage>? _systemMessages;
    private int _count;
    private int _ringHead;

    /// <summary>True while it stands in the queue of ready cells, or runs.</summary>
    private bool _isScheduled;

    internal bool CanRunNow => _isScheduled == false && SuspendCount == 0 && !IsClosed;

    internal DeterministicDispatcher Dispatcher => _dispatcher;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        if (_count == 0)
        {
            if (IsClosed)
            {
                Bury(message, sender);
                return;
            }
            _firstMessage = message;
            _firstSender = sender;
            _count = 1;
        }
        else
        {
            Append(message, sender);
        }
        if (!_isScheduled && SuspendCount == 0)
            Schedule();
    }

    public override void SendSystemMessage(SystemMessage message)
    {
        if (IsClosed)
        {
            DeadLetterActorRef.ReceiveSystem(message);
            return;
        }
        (_systemMessages ??= new Queue<SystemMessage>()).Enqueue(message);
        if (!_isScheduled)
            Schedule();
    }

    /// <summary>One turn: the system messages, one user message, and the system messages that it brought about.</summary>
    internal void RunTurn()
    {
        if (_systemMessages is { Count: > 0 })
            RunSystemMessages();
        if (_count > 0 && SuspendCount == 0)
        {
            object message = _firstMessage!;
            IActorRef? sender = _firstSender;
            if (--_count > 0)
                MoveUp();
            Process(message, sender);
        }
        EndTurn();
    }

    /// <summary>A turn with a message that was not queued.</summary>
    internal void RunTurnWith(object message, IActorRef? sender)
    {
        _isScheduled = true;
        Process(message, sender);
        EndTurn();
    }

    /// <summary>Also called when the message of a turn made the actor fail.</summary>
    internal void EndTurn()
    {
        if (_systemMessages is { Count: > 0 })
            RunSystemMessages();
        _isScheduled = false;
        if (_count > 0 && SuspendCount == 0)
            Schedule();
    }

    internal override void EnqueueFirst(Envelope envelope)
    {
        if (_count > 0)
        {
            GrowIfFull();
            _ringHead = (_ringHead - 1) & (_ring.Length - 1);
            _ring[_ringHead] = new Envelope(_firstMessage!, _firstSender);
        }
        _firstMessage = envelope.Message;
        _firstSender = envelope.Sender;
        _count++;
    }

    internal override void Close()
    {
        IsClosed = true;
        while (_count > 0)
        {
            object message = _firstMessage!;
            IActorRef? sender = _firstSender;
            if (--_count > 0)
                MoveUp();
            Bury(message, sender);
        }
        _firstMessage = null;
        _firstSender = null;
    }

    private void Schedule()
    {
        _isScheduled = true;
        _dispatcher.Append(this);
    }

    private void RunSystemMessages()
    {
        while (_systemMessages!.TryDequeue(out SystemMessage? message))
        {
            if (IsClosed)
                DeadLetterActorRef.ReceiveSystem(message);
            else
                Life.Invoke(message);
        }
    }

    private void Append(object message, IActorRef? sender)
    {
        GrowIfFull();
        _ring[(_ringHead + _count - 1) & (_ring.Length - 1)] = new Envelope(message, sender);
        _count++;
    }

    private void MoveUp()
    {
        ref Envelope next = ref _ring[_ringHead];
        _firstMessage = next.Message;
        _firstSender = next.Sender;
        next = default;
        _ringHead = (_ringHead + 1) & (_ring.Length - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void GrowIfFull()
    {
        if (_count - 1 == _ring.Length)
            Grow();
    }

    private void Grow()
    {
        var larger = new Envelope[Math.Max(SmallestRing, _ring.Length * 2)];
        int upToEnd = _ring.Length - _ringHead;
        Array.Copy(_ring, _ringHead, larger, 0, upToEnd);
        Array.Copy(_ring, 0, larger, upToEnd, _ringHead);
        _ring = larger;
        _ringHead = 0;
    }

    private void Bury(object message, IActorRef? sender) => System.DeadLettersRef.Receive(message, sender, this);
}
