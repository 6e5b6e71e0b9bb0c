using Akka.Configuration;

namespace NetComm.Sim.Runtime.Kernel;

/// <summary>Who runs the actors in this build: Akka.NET.</summary>
public static class ActorRuntime
{
    /// <summary>Log events stay on the event stream, where <see cref="LogActor"/> takes them; the process ends when the program says so.</summary>
    private const string Quiet = """
        akka {
          loggers = []
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            run-by-actor-system-terminate = off
          }
        }
        """;

    /// <summary>All actors, Akka's own too, run on the run loop's thread.</summary>
    private const string OneThread = """
        akka.actor {
          default-dispatcher.type = "NetComm.Sim.Runtime.Kernel.RunLoopDispatcherConfigurator, NetComm.Sim"
          internal-dispatcher = akka.actor.default-dispatcher
        }
        """;

    /// <summary>Its name in summary.json: <c>embedded</c> or <c>akka</c>.</summary>
    public static string Name => "akka";

    /// <summary>For simulated runs.</summary>
    internal static IDeterministicKernel CreateKernel(string name) => new AkkaKernel(ActorSystem.Create(name, ConfigurationFactory.ParseString(OneThread + Quiet)));

    /// <summary>For loopback runs: on the thread pool, in real time.</summary>
    internal static ActorSystem CreateSystem(string name) => ActorSystem.Create(name, ConfigurationFactory.ParseString(Quiet));
}
