using NetComm.Runtime.Apps.Flows;

namespace NetComm.Runtime;

/// <summary>What the actors of one run share: scenario, clock, trace, packets, names and the count of what is still going on.</summary>
/// <param name="Resolve">The address that a name or address stands for in this mode; null where there is no such name.</param>
internal sealed record RunContext(
    Scenario Scenario, IClock Clock, TraceSink Trace, PacketPool Packets, RunProgress Progress, Func<string, Ipv4Address?> Resolve)
{
    /// <summary>The flows over TCP that came to no connection.</summary>
    internal FlowConnections Connections { get; } = new(Scenario);

    internal RandomStream RandomFor(string name) => RandomStream.For(Scenario.Seed, name);

    /// <summary>Whether nothing of the run ends by itself: its servers wait for clients until its duration.</summary>
    internal bool OnlyServes => Scenario.Flows.Count == 0 && Scenario.Programs.Count == 0 && Scenario.Apps.All(app => app.Task.IsServer);

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
