using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>Gives each actor of a simulated run its queue, where HOCON names this class.</summary>
internal sealed class RunLoopMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<RunLoopQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new RunLoopQueue();
}
