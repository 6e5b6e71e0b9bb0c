using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class MulticastTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly Traffic Packets = TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 100);

    [Fact]
    public void A_packet_crosses_a_shared_link_once_and_reaches_every_member()
    {
        Scenario scenario = Network().Group("video", "b", "c").Flow("a", "video", Packets, count: 1).Build();

        Assert.Equal(["a--r1 a>r1", "r1--r2 r1>r2", "b--r2 r2>b", "c--r2 r2>c"], Crossed(scenario));
        Assert.Equal(["b", "c"], Receivers(scenario));
    }

    [Fact]
    public void Links_without_members_behind_them_carry_nothing()
    {
        Scenario scenario = Network().Group("video", "b").Flow("a", "video", Packets, count: 1).Build();

        Assert.Equal(["a--r1 a>r1", "r1--r2 r1>r2", "b--r2 r2>b"], Crossed(scenario));
    }

    [Fact]
    public void Who_joins_gets_the_packets_sent_from_then_on_and_who_leaves_no_more()
    {
        Scenario scenario = Network().Group("video", "b")
            .Join(SimDuration.FromMilliseconds(20), "c", "video")
            .Leave(SimDuration.FromMilliseconds(40), "b", "video")
            .Flow("a", "video", Packets, count: 6).Build();

        Assert.Equal(["b", "b", "b", "c", "b", "c", "c", "c"], Receivers(scenario));
    }

    [Fact]
    public void A_packet_whose_time_to_live_ends_at_a_router_goes_no_further()
    {
        Scenario scenario = Network().Group("video", "b", "d")
            .Flow("a", "video", Packets, count: 1, with: flow => flow with { Ttl = 2 }).Build();

        Assert.Equal(["d"], Receivers(scenario));
        TraceEvent dropped = Assert.Single(EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.Dropped));
        Assert.Equal((DropReason.TtlExpired, -1 - scenario.FindNode("r2")!.Index), ((DropReason)dropped.Reason, dropped.Place));
    }

    [Fact]
    public void A_switch_sends_to_the_ports_of_members_only()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d").Lan("office", OneMillisecond, "a", "b", "c", "d")
            .Group("video", "a", "b", "d").Flow("a", "video", Packets, count: 1).Build();

        Assert.Equal(["office a>office", "office office>b", "office office>d"], Crossed(scenario));
        Assert.Equal(["b", "d"], Receivers(scenario));
    }

    [Fact]
    public void A_member_beyond_a_failure_misses_packets_while_the_others_get_theirs()
    {
        Scenario scenario = Network().Group("video", "b", "d").Flow("a", "video", Packets, count: 3)
            .LinkDown(SimDuration.FromMilliseconds(5), "r1--r2")
            .LinkUp(SimDuration.FromMilliseconds(15), "r1--r2").Build();

        Assert.Equal(["d", "b", "d", "d", "b"], Receivers(scenario));
        Assert.Equal(1, EventList.Of(SimulatedRun.Of(scenario).Trace).Drops(DropReason.Down));
    }

    [Fact]
    public void When_a_link_fails_the_tree_takes_another_way_at_once()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2", "r3")
            .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("r1", "r3", OneMillisecond)
            .Link("r3", "r2", OneMillisecond).Link("r2", "b", OneMillisecond)
            .Group("video", "b").Flow("a", "video", Packets, count: 2)
            .LinkDown(SimDuration.FromMilliseconds(5), "r1--r2").Build();

        Assert.Equal(["b", "b"], Receivers(scenario));
        Assert.Contains("r1--r3 r1>r3", Crossed(scenario));
    }

    [Fact]
    public void A_datagram_larger_than_the_mtu_reaches_every_member_in_parts()
    {
        Scenario scenario = Network().Group("video", "b", "c", "d")
            .Flow("a", "video", TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 3000), count: 2).Build();

        Assert.Equal(["b", "b", "c", "c", "d", "d"], Receivers(scenario).Order());
    }

    [Fact]
    public void A_join_is_reported_to_the_routers_twice()
    {
        Scenario scenario = Network().Group("video", "b").Join(SimDuration.FromSeconds(40), "c", "video")
            .Flow("a", "video", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 100), count: 44).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        int interfaceOfC = scenario.FindNode("c")!.Interfaces[0].Index;
        SimTime[] reports =
            [.. events.Of(TraceEventKind.ControlSent)
                .Where(e => e.Place == interfaceOfC && e.Time >= SimTime.Zero + SimDuration.FromSeconds(40)).Select(e => e.Time)];
        Assert.Equal(2, reports.Length);
        Assert.Equal(SimTime.Zero + SimDuration.FromSeconds(40), reports[0]);
        Assert.True(reports[1] - reports[0] <= SimDuration.FromSeconds(1));
    }

    [Fact]
    public void Without_multicast_nobody_speaks_igmp()
    {
        Scenario scenario = Network().Flow("a", "b", Packets, count: 2).Build();

        Assert.Empty(EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.ControlSent));
    }

    /// <summary>a and d at r1; b and c at r2.</summary>
    private static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b", "c", "d").Routers("r1", "r2")
        .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("b", "r2", OneMillisecond).Link("c", "r2", OneMillisecond)
        .Link("d", "r1", OneMillisecond);

    private static IEnumerable<string> Receivers(Scenario scenario) =>
        [.. EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.Received).Select(e => scenario.Nodes[e.Place].Name)];

    /// <summary>The directions that carried packets of flows, in order.</summary>
    private static IEnumerable<string> Crossed(Scenario scenario)
    {
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);
        HashSet<long> sent = [.. events.Of(TraceEventKind.PacketSent).Select(e => e.Packet)];
        IReadOnlyList<Direction> directions = Direction.Of(scenario.Nodes, scenario.Links);
        return [.. events.Of(TraceEventKind.Enqueued).Where(e => sent.Contains(e.Packet)).Select(e => directions[e.Place].Label)];
    }
}
