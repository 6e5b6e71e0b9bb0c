using NetComm.Runtime.Loopback;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>
/// Loopback runs for tests. Those of one collection run one after the other, since each keeps a thread spinning, and after a warm-up: what
/// .NET still has to compile would otherwise let the first half second of a timeline pass at once.
/// </summary>
internal static class LoopbackRuns
{
    internal const string Collection = "loopback runs";

    private static readonly Lazy<Task> WarmedUp = new(WarmUpAsync);

    /// <summary>Runs it with the flows' ports moved to free ones; flows that share a port go on sharing it.</summary>
    internal static async Task<RunOutcome> OfAsync(
        Scenario scenario, RunOptions? options = null, bool hasAddressRange = true, Action<SocketMade>? onSocketMade = null)
    {
        await WarmedUp.Value;
        Dictionary<int, int> ports = scenario.Flows.Select(flow => flow.Port).Distinct().ToDictionary(port => port, _ => FreePort.Next());
        Scenario moved = scenario with { Flows = [.. scenario.Flows.Select(flow => flow with { Port = ports[flow.Port] })] };
        return await LoopbackRun.OfAsync(moved, options ?? new RunOptions(), hasAddressRange, onSocketMade);
    }

    private static async Task WarmUpAsync()
    {
        var everyMillisecond = new Traffic.Constant(SimDuration.FromMilliseconds(1), PayloadSize.Of(100));
        Scenario all = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Group("g", "b")
            .Flow("a", "g", everyMillisecond, count: 1)
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 1 }).Build();
        await LoopbackRun.OfAsync(WarmUp.For(all), new RunOptions { KeepTrace = false }, hasAddressRange: true);
    }
}
