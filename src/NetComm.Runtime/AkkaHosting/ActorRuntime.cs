using System.Collections.Concurrent;
using Akka.Configuration;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>Makes the actor systems of both modes, on Akka.NET.</summary>
public static class ActorRuntime
{
    /// <summary>
    /// Log events stay on the event stream, where <see cref="LogActor"/> takes them; the program ends the process. No message leaves it, so
    /// Akka's own serializer of objects, whose start takes as long as a short run, has nothing to do.
    /// </summary>
    private const string Quiet = """
        akka {
          loggers = []
          stdout-loglevel = OFF
          log-dead-letters = off
          actor.serializers.json = "NetComm.Runtime.AkkaHosting.RefusingSerializer, NetComm.Runtime"
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            run-by-actor-system-terminate = off
          }
        }
        """;

    /// <summary>All actors, Akka's own too, run on the run loop's thread and in its time.</summary>
    private static readonly string OneThread = $$"""
        akka {
          scheduler.implementation = "{{typeof(VirtualScheduler).AssemblyQualifiedName}}"
          actor {
            provider = "{{typeof(SimulationRefProvider).AssemblyQualifiedName}}"
            default-dispatcher.type = "{{typeof(RunLoopDispatcherConfigurator).AssemblyQualifiedName}}"
            internal-dispatcher = akka.actor.default-dispatcher
            default-mailbox.mailbox-type = "{{typeof(RunLoopMailbox).AssemblyQualifiedName}}"
            mailbox.unbounded-queue-based.mailbox-type = ${akka.actor.default-mailbox.mailbox-type}
            mailbox.unbounded-deque-based.mailbox-type = ${akka.actor.default-mailbox.mailbox-type}
          }
        }
        """;

    // Read once: it costs more than a short run.
    private static readonly Config OneThreadConfig = ConfigurationFactory.ParseString(OneThread + Quiet);

    private static readonly Config QuietConfig = ConfigurationFactory.ParseString(Quiet);

    // As many as were in use at once. Akka reads its defaults anew for each system, which takes ten times as long as a short run.
    private static readonly ConcurrentBag<SimulationSystem> Idle = [];

    /// <summary>Its name in summary.json.</summary>
    public static string Name => "akka";

    /// <summary>A system for a simulated run: one whose runs are over, or a new one.</summary>
    internal static SimulationSystem TakeSimulation() => Idle.TryTake(out SimulationSystem? idle) ? idle : CreateSimulation("netcomm");

    /// <summary>Its run is over: it may serve another, unless it was stopped. One whose run threw is not given back.</summary>
    internal static void GiveBack(SimulationSystem system)
    {
        if (!system.IsStopped) Idle.Add(system);
    }

    /// <summary>For simulated runs: one thread, virtual time.</summary>
    internal static SimulationSystem CreateSimulation(string name) => new(ActorSystem.Create(name, OneThreadConfig));

    /// <summary>The same, with settings for what else is to run in it: a test's probes.</summary>
    internal static SimulationSystem CreateSimulation(string name, Config others) =>
        new(ActorSystem.Create(name, OneThreadConfig.WithFallback(others)));

    /// <summary>For loopback runs: on the thread pool, in real time.</summary>
    internal static ActorSystem CreateSystem(string name) => ActorSystem.Create(name, QuietConfig);
}
