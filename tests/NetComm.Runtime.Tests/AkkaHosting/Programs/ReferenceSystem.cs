namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>
/// The order that simulated runs promise, in as few lines as it takes and with nothing of theirs: Akka's mailboxes and references,
/// one queue of mailboxes, one message a turn, one queue of timers.
/// </summary>
internal sealed class ReferenceSystem : ProgramSystem
{
    private static readonly string Settings = $$"""
        akka {
          loggers = []
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.run-by-actor-system-terminate = off
          scheduler.implementation = "{{typeof(ReferenceScheduler).AssemblyQualifiedName}}"
          actor {
            default-dispatcher.type = "{{typeof(ReferenceDispatcherConfigurator).AssemblyQualifiedName}}"
            internal-dispatcher = akka.actor.default-dispatcher
            default-mailbox.mailbox-type = "{{typeof(ReferenceMailbox).AssemblyQualifiedName}}"
            mailbox.unbounded-queue-based.mailbox-type = ${akka.actor.default-mailbox.mailbox-type}
            mailbox.unbounded-deque-based.mailbox-type = ${akka.actor.default-mailbox.mailbox-type}
          }
        }
        """;

    private readonly ReferenceDispatcher _dispatcher;
    private readonly ReferenceScheduler _scheduler;

    internal ReferenceSystem()
        : base(ActorSystem.Create("programs", Settings))
    {
        _dispatcher = (ReferenceDispatcher)System.Dispatchers.DefaultGlobalDispatcher;
        _scheduler = (ReferenceScheduler)System.Scheduler;
        StartWitness();
    }

    internal override void Drain() => _dispatcher.Drain();

    internal override void Deliver(IActorRef target, object message)
    {
        target.Tell(message, ActorRefs.NoSender);
        Drain();
    }

    internal override void DeliverAfter(TimeSpan delay, IActorRef target, object message) =>
        System.Scheduler.ScheduleTellOnce(delay, target, message, ActorRefs.NoSender);

    internal override void PassTime(TimeSpan span)
    {
        TimeSpan end = Now + span;
        while (_scheduler.Step(end)) Drain();
        _scheduler.SkipTo(end);
    }

    public override void Dispose()
    {
        _ = System.Terminate();
        Drain();
    }
}
