using System.Collections.Concurrent;

namespace NetComm.Actors;

/// <summary>A cell that any thread may write to; at most one thread of the pool runs it at a time.</summary>
internal sealed class ThreadPoolCell(ActorSystem system, Props props, IInternalActorRef parent, ActorPath path)
    : ActorCell(system, props, parent, path), IThreadPoolWorkItem
{
    /// <summary>Messages handled before the thread is given back; 30 as in Akka.NET's default dispatcher.</summary>
    private const int Throughput = 30;

    private readonly ConcurrentQueue<Envelope> _messages = new();
    private readonly ConcurrentQueue<SystemMessage> _systemMessages = new();

    /// <summary>Unstashed messages, newest first; only the running thread touches it.</summary>
    private Stack<Envelope>? _returned;
    private int _isScheduled;

    private bool HasWork =>
        !_systemMessages.IsEmpty || ((IsClosed || SuspendCount == 0) && (!_messages.IsEmpty || _returned is { Count: > 0 }));

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        _messages.Enqueue(new Envelope(message, sender));
        Schedule();
    }

    public override void SendSystemMessage(SystemMessage message)
    {
        _systemMessages.Enqueue(message);
        Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        CurrentCell current = CurrentCell.OfThread;
        ActorCell? before = current.Cell;
        current.Cell = this;
        RunSystemMessages();
        for (int i = 0; i < Throughput && !IsClosed && SuspendCount == 0 && TryTake(out Envelope envelope); i++)
        {
            Handle(envelope);
            RunSystemMessages();
        }
        if (IsClosed)
            Drain();
        current.Cell = before;
        Interlocked.Exchange(ref _isScheduled, 0);
        if (HasWork)
            Schedule();
    }

    internal override void EnqueueFirst(Envelope envelope) => (_returned ??= new Stack<Envelope>()).Push(envelope);

    internal override void Close()
    {
        IsClosed = true;
        Drain();
    }

    private void Handle(Envelope envelope)
    {
        Message = envelope.Message;
        MessageSender = envelope.Sender;
        try
        {
            HandleMessage();
        }
        catch (Exception failure)
        {
            OnThrown(failure);
        }
        Message = null;
    }

    private bool TryTake(out Envelope envelope) =>
        (_returned is not null && _returned.TryPop(out envelope)) || _messages.TryDequeue(out envelope);

    private void RunSystemMessages()
    {
        while (!IsClosed && _systemMessages.TryDequeue(out SystemMessage? message))
            Life.Invoke(message);
    }

    /// <summary>Sees to what comes to an actor that has ended. Only the running thread does so: the sender's fence in Schedule leaves none behind.</summary>
    private void Drain()
    {
        while (TryTake(out Envelope envelope))
            System.DeadLettersRef.Receive(envelope.Message, envelope.Sender, this);
        while (_systemMessages.TryDequeue(out SystemMessage? message))
            DeadLetterActorRef.ReceiveSystem(message);
    }

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _isScheduled, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
