using NetComm.Network;
using NetComm.Tracing;

namespace NetComm.Runtime;

/// <summary>What the actors of one run share: scenario, clock, trace, packets, names and the count of what is still going on.</summary>
/// <param name="Scenario">What runs.</param>
/// <param name="Clock">The run's time.</param>
/// <param name="Trace">Where events go.</param>
/// <param name="Packets">Where packets come from and go back to.</param>
/// <param name="Progress">What is still going on.</param>
/// <param name="Resolve">The address that a name or address stands for in this mode; null where there is no such name.</param>
internal sealed record RunContext(
    Scenario Scenario, IClock Clock, TraceSink Trace, PacketPool Packets, RunProgress Progress, Func<string, Ipv4Address?> Resolve)
{
    /// <summary>The stream of chance with this name.</summary>
    internal RandomStream RandomFor(string name) => RandomStream.For(Scenario.Seed, name);

    /// <summary>
    /// Whether nothing of the run ends by itself, so that its servers wait until its duration: an outside client may come.
    /// </summary>
    internal bool OnlyServes => Scenario.Flows.Count == 0 && Scenario.Programs.Count == 0 && Scenario.Apps.All(app => app.Task.IsServer);

    /// <summary>Whether the timeline lets a node that has crashed come back.</summary>
    internal bool ComesBack(int node) =>
        Scenario.Faults.Any(fault => fault.Change is FaultChange.NodeRestart restart && restart.Node == node && fault.At >= Clock.Now);

    /// <summary>Where names are looked up: at the first DNS server of the file; null where it has none.</summary>
    internal IpEndpoint? NameServer { get; } = NameServerOf(Scenario, Resolve);

    private static IpEndpoint? NameServerOf(Scenario scenario, Func<string, Ipv4Address?> resolve) =>
        scenario.Apps.FirstOrDefault(app => app.Task is AppTask.DnsServer) is { Task: AppTask.DnsServer server } app
            && resolve(scenario.Nodes[app.Node].Name) is { } address
            ? new IpEndpoint(address, server.Port)
            : null;
}
