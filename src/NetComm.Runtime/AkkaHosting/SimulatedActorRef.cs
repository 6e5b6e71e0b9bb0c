using Akka.Actor.Internal;
using Akka.Dispatch;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>An actor of a simulated run: what it is told goes straight into its queue while its mailbox is known to be open.</summary>
internal sealed class SimulatedActorRef : LocalActorRef
{
    private readonly RunLoopDispatcher _dispatcher;

    internal SimulatedActorRef(ActorSystemImpl system, Props props, RunLoopDispatcher dispatcher, MailboxType mailbox,
        IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, mailbox, supervisor, path)
    {
        _dispatcher = dispatcher;
        Queue = (RunLoopQueue)Cell.Mailbox!.MessageQueue;
    }

    internal RunLoopQueue Queue { get; }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (Queue.IsOpen && _dispatcher.GoesPastMailboxes) _dispatcher.Send(Queue, message, sender);
        else base.TellInternal(message, sender);
    }
}
