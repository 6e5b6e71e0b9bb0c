using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>Gives each actor of a simulated run its queue, where HOCON names this class.</summary>
internal sealed class RunLoopMailbox : MailboxType, IProducesMessageQueue<RunLoopQueue>
{
    public RunLoopMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new RunLoopQueue();
}
