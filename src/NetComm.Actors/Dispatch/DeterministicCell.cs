namespace NetComm.Actors;

/// <summary>A cell of a deterministic system: one thread, so neither locks nor interlocked operations.</summary>
/// <remarks>
/// The first message waits where it will be handled, in the cell itself; later ones in a ring that is made when first needed, for a mailbox is
/// seldom longer than one. Storing a reference costs the garbage collector's write barrier, so a message is stored once, not copied to be handled.
/// </remarks>
internal sealed class DeterministicCell(
    DeterministicDispatcher dispatcher, ActorSystem system, Props props, IInternalActorRef parent, ActorPath path)
    : ActorCell(system, props, parent, path)
{
    private const int SmallestRing = 4;

    private readonly DeterministicDispatcher _dispatcher = dispatcher;
    private Envelope[] _ring = [];
    private Queue<SystemMessage>? _systemMessages;
    private int _ringHead;
    private int _ringCount;
    private bool _hasMessage;
    private Busy _busy;

    /// <summary>Why a message that comes need not make the cell stand in the queue of ready cells. Without a reason its mailbox is empty.</summary>
    [Flags]
    private enum Busy : byte
    {
        No = 0,
        Scheduled = 1,
        Suspended = 2,
        Closed = 4,
    }

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_busy != Busy.No)
        {
            TellBusy(message, sender);
            return;
        }
        Message = message;
        MessageSender = sender;
        _hasMessage = true;
        _busy = Busy.Scheduled;
        _dispatcher.Append(this);
    }

    public override void SendSystemMessage(SystemMessage message)
    {
        if (IsClosed)
        {
            DeadLetterActorRef.ReceiveSystem(message);
            return;
        }
        (_systemMessages ??= new Queue<SystemMessage>()).Enqueue(message);
        if ((_busy & Busy.Scheduled) != 0)
            return;
        _busy |= Busy.Scheduled;
        _dispatcher.Append(this);
    }

    /// <summary>One turn: the system messages, one user message, and the system messages that it brought about.</summary>
    internal void RunTurn()
    {
        if (_systemMessages is { Count: > 0 })
            RunSystemMessages();
        if (_hasMessage && SuspendCount == 0)
        {
            HandleMessage();
            RemoveFirst();
        }
        EndTurn();
    }

    /// <summary>Ends a turn whose message made the actor fail.</summary>
    internal void FailTurn(Exception failure)
    {
        OnThrown(failure);
        RemoveFirst();
        EndTurn();
    }

    internal override void EnqueueFirst(Envelope envelope)
    {
        if (Current != Handling.Nothing)
        {
            PushToRing(envelope);
            return;
        }
        if (_hasMessage)
            PushToRing(new Envelope(Message!, MessageSender));
        Message = envelope.Message;
        MessageSender = envelope.Sender;
        _hasMessage = true;
    }

    internal override void Close()
    {
        IsClosed = true;
        _busy |= Busy.Closed;
        while (_hasMessage)
        {
            Bury(Message!, MessageSender);
            RemoveFirst();
        }
    }

    private protected override void OnSuspensionChanged() => _busy = SuspendCount > 0 ? _busy | Busy.Suspended : _busy & ~Busy.Suspended;

    private void EndTurn()
    {
        if (_systemMessages is { Count: > 0 })
            RunSystemMessages();
        if (_hasMessage && SuspendCount == 0)
            _dispatcher.Append(this);
        else
            _busy &= ~Busy.Scheduled;
    }

    private void TellBusy(object message, IActorRef? sender)
    {
        if (IsClosed)
        {
            Bury(message, sender);
        }
        else if (_hasMessage)
        {
            GrowIfFull();
            _ring[(_ringHead + _ringCount++) & (_ring.Length - 1)] = new Envelope(message, sender);
        }
        else
        {
            Message = message;
            MessageSender = sender;
            _hasMessage = true;
        }
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

    private void RemoveFirst()
    {
        if (_ringCount == 0)
        {
            _hasMessage = false;
            Message = null;
            return;
        }
        ref Envelope next = ref _ring[_ringHead];
        Message = next.Message;
        MessageSender = next.Sender;
        next = default;
        _ringHead = (_ringHead + 1) & (_ring.Length - 1);
        _ringCount--;
    }

    private void PushToRing(Envelope envelope)
    {
        GrowIfFull();
        _ringHead = (_ringHead - 1) & (_ring.Length - 1);
        _ring[_ringHead] = envelope;
        _ringCount++;
    }

    private void GrowIfFull()
    {
        if (_ringCount < _ring.Length)
            return;
        var larger = new Envelope[Math.Max(SmallestRing, _ring.Length * 2)];
        int upToEnd = _ring.Length - _ringHead;
        Array.Copy(_ring, _ringHead, larger, 0, upToEnd);
        Array.Copy(_ring, 0, larger, upToEnd, _ringHead);
        _ring = larger;
        _ringHead = 0;
    }

    private void Bury(object message, IActorRef? sender) => System.DeadLettersRef.Receive(message, sender, this);
}
