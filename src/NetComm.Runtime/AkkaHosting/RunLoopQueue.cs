using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>The messages of one actor, first in first out. Most actors have one message at a time: it needs no ring.</summary>
internal sealed class RunLoopQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private Envelope _first;
    private Envelope[] _ring = [];
    private int _head;
    private int _count;

    internal ActorCell? Cell { get; set; }

    internal Mailbox? Mailbox { get; set; }

    /// <summary>The actor, where it takes messages past Akka's envelope.</summary>
    internal DirectActor? Receiver { get; set; }

    /// <summary>
    /// Whether the mailbox is known to be neither suspended nor closed, with no system message waiting: then a message may go to its actor
    /// without asking the mailbox. Akka's mailbox takes a message out only where that holds, so <see cref="TryDequeue"/> is where it is
    /// learned.
    /// </summary>
    internal bool IsOpen { get; set; }

    internal bool IsScheduled { get; set; }

    /// <summary>Messages that the mailbox may still take out in this turn.</summary>
    internal int TurnBudget { get; set; }

    public bool HasMessages => _count > 0;

    public int Count => _count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => Enqueue(envelope);

    internal void Enqueue(in Envelope envelope)
    {
        if (_count == 0)
        {
            _first = envelope;
        }
        else
        {
            if (_count > _ring.Length) Grow();
            _ring[(_head + _count - 1) & (_ring.Length - 1)] = envelope;
        }

        _count++;
    }

    public void EnqueueFirst(Envelope envelope)
    {
        if (_count > 0)
        {
            if (_count > _ring.Length) Grow();
            _head = (_head - 1) & (_ring.Length - 1);
            _ring[_head] = _first;
        }

        _first = envelope;
        _count++;
    }

    /// <summary>For Akka's mailbox, which asks only while it is open: one message a turn.</summary>
    public bool TryDequeue(out Envelope envelope)
    {
        IsOpen = true;
        if (TurnBudget == 0 || _count == 0)
        {
            envelope = default;
            return false;
        }

        TurnBudget--;
        envelope = Take();
        return true;
    }

    internal Envelope Take()
    {
        Envelope first = _first;
        if (--_count > 0)
        {
            _first = _ring[_head];
            _ring[_head] = default;
            _head = (_head + 1) & (_ring.Length - 1);
        }
        else
        {
            _first = default;
        }

        return first;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (_count > 0) deadletters.Enqueue(owner, Take());
    }

    private void Grow()
    {
        var larger = new Envelope[Math.Max(4, _ring.Length * 2)];
        for (int i = 0; i < _count - 1; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = larger;
        _head = 0;
    }
}

/// <summary>Gives each actor of a simulated run its queue, where HOCON names this class.</summary>
internal sealed class RunLoopMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<RunLoopQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new RunLoopQueue();
}
