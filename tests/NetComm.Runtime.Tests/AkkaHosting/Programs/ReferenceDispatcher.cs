using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>Mailboxes run in the order in which they ask for it.</summary>
internal sealed class ReferenceDispatcher : MessageDispatcher
{
    private readonly Queue<IRunnable> _waiting = new();

    internal ReferenceDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator) => Id = configurator.Config.GetString("id");

    /// <summary>Called for each system message and for each turn that a mailbox asks for.</summary>
    internal Action<string>? Observe { get; set; }

    internal void Drain()
    {
        while (_waiting.TryDequeue(out IRunnable? next))
        {
            if (next is Mailbox { MessageQueue: ReferenceQueue queue }) queue.MayTake = true;
            next.Run();
        }
    }

    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        Observe?.Invoke($"{message.GetType().Name} to {cell.Self.Path.Name}");
        base.SystemDispatch(cell, message);
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (run is Mailbox) Observe?.Invoke("turn");
        _waiting.Enqueue(run);
    }

    protected override void Shutdown() => _waiting.Clear();
}

internal sealed class ReferenceDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly ReferenceDispatcher _dispatcher;

    public ReferenceDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new ReferenceDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}

internal sealed class ReferenceMailbox : MailboxType, IProducesMessageQueue<ReferenceQueue>
{
    public ReferenceMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new ReferenceQueue();
}

/// <summary>Gives its mailbox one message a turn.</summary>
internal sealed class ReferenceQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly LinkedList<Envelope> _messages = new();

    internal bool MayTake { get; set; }

    /// <summary>How often its mailbox asked for a message.</summary>
    internal int Asked { get; private set; }

    public bool HasMessages => _messages.Count > 0;

    public int Count => _messages.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => _messages.AddLast(envelope);

    public void EnqueueFirst(Envelope envelope) => _messages.AddFirst(envelope);

    public bool TryDequeue(out Envelope envelope)
    {
        Asked++;
        envelope = _messages.First?.Value ?? default;
        if (!MayTake || !HasMessages) return false;
        MayTake = false;
        _messages.RemoveFirst();
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        foreach (Envelope envelope in _messages) deadletters.Enqueue(owner, envelope);
        _messages.Clear();
    }
}
