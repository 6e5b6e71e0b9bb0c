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

    private bool HasWork => !_systemMessages.IsEmpty || (SuspendCount == 0 && (!_messages.IsEmpty || _returned is { Count: > 0 }));

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        _messages.Enqueue(new Envelope(message, sender));
        if (IsClosed)
            DrainMessages();
        else
            Schedule();
    }

    public override void SendSystemMessage(SystemMessage message)
    {
        _systemMessages.Enqueue(message);
        if (IsClosed)
            DrainSystemMessages();
        else
            Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        CurrentCell current = CurrentCell.OfThread;
        ActorCell? before = current.Cell;
        current.Cell = this;
        RunSystemMessages();
        for (int i = 0; i < Throughput && SuspendCount == 0 && TryTake(out Envelope envelope); i++)
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
            RunSystemMessages();
        }
        current.Cell = before;
        Interlocked.Exchange(ref _isScheduled, 0);
        if (HasWork)
            Schedule();
    }

    internal override void EnqueueFirst(Envelope envelope) => (_returned ??= new Stack<Envelope>()).Push(envelope);

    internal override void Close()
    {
        IsClosed = true;
        while (_returned is { Count: > 0 })
            Bury(_returned.Pop());
        DrainMessages();
    }

    private bool TryTake(out Envelope envelope) =>
        (_returned is not null && _returned.TryPop(out envelope)) || _messages.TryDequeue(out envelope);

    private void RunSystemMessages()
    {
        while (!IsClosed && _systemMessages.TryDequeue(out SystemMessage? message))
            Life.Invoke(message);
        if (IsClosed)
            DrainSystemMessages();
    }

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _isScheduled, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Also called by senders that come too late: whichever thread takes a message buries it, so none is lost.</summary>
    private void DrainMessages()
    {
        while (_messages.TryDequeue(out Envelope envelope))
            Bury(envelope);
    }

    private void DrainSystemMessages()
    {
        while (_systemMessages.TryDequeue(out SystemMessage? message))
            DeadLetterActorRef.ReceiveSystem(message);
    }

    private void Bury(Envelope envelope) => System.DeadLettersRef.Receive(envelope.Message, envelope.Sender, this);
}
