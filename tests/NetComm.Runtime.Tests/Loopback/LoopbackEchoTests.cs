using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Pings that the system itself answers.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackEchoTests
{
    private static readonly LinkProperties FiveMilliseconds = new() { Delay = SimDuration.FromMilliseconds(5) };

    [RealEchoFact]
    public async Task Ping_crosses_the_emulated_links_both_ways()
    {
        // An answer is waited for an interval at least: longer than any machine sleeps through.
        Scenario scenario =
            Network().App("a", new AppTask.Ping("b", Network().AddressOf("b"), 3, SimDuration.FromMilliseconds(1500))).Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        string[] answers =
            [.. events.Texts(TraceEventKind.ProgramPrinted).Where(line => line.Contains("icmp_seq", StringComparison.Ordinal))];
        Assert.Equal(3, answers.Length);
        Assert.Equal([""], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal(6, events.Of(TraceEventKind.Received).Count());
        Assert.All(events.Latencies(), latency => Assert.True(latency >= SimDuration.FromMilliseconds(10)));
    }

    [RealEchoFact]
    public async Task A_ping_flow_counts_what_comes_back()
    {
        var pings = new Traffic.Ping(SimDuration.FromMilliseconds(10), PayloadSize.Of(56));
        Scenario scenario = Network().Flow("a", "b", pings, count: 5, with: flow => flow with { Transport = Transport.Icmp }).Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(5, events.Of(TraceEventKind.Received).Count(e => e.Place == 0));
    }

    [RealEchoFact]
    public async Task A_ping_whose_time_to_live_ends_at_a_router_is_lost_there()
    {
        var pings = new Traffic.Ping(SimDuration.FromMilliseconds(10), PayloadSize.Of(56));
        Scenario scenario =
            Network().Flow("a", "b", pings, count: 2, with: flow => flow with { Transport = Transport.Icmp, Ttl = 1 }).Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(2, events.Drops(DropReason.TtlExpired));
    }

    [RealEchoFact]
    public async Task Ping_of_a_crashed_host_fails_with_ETIMEDOUT()
    {
        Scenario scenario = Network().App("a", new AppTask.Ping("b", Network().AddressOf("b"), 1, SimDuration.FromMilliseconds(30)))
            .Crash(SimDuration.Zero, "b").Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(["ETIMEDOUT"], events.Texts(TraceEventKind.ProgramEnded));
    }

    /// <summary>a and b on either side of a router.</summary>
    private static NetworkBuilder Network() =>
        new NetworkBuilder().Hosts("a", "b").Routers("r").Link("a", "r", FiveMilliseconds).Link("r", "b", FiveMilliseconds);
}
