namespace NetComm.Sim.Runtime.Kernel;

/// <summary>Who runs the actors in this build: the embedded kernel.</summary>
public static class ActorRuntime
{
    /// <summary>Its name in summary.json: <c>embedded</c> or <c>akka</c>.</summary>
    public static string Name => "embedded";

    /// <summary>For simulated runs.</summary>
    internal static IDeterministicKernel CreateKernel(string name) => new EmbeddedKernel(name);

    /// <summary>For loopback runs: on the thread pool, in real time.</summary>
    internal static ActorSystem CreateSystem(string name) => ActorSystem.Create(name);
}
