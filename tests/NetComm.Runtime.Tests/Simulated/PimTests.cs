using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>Multicast under RIP: flood, prune and graft as packets.</summary>
public sealed class PimTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly LinkProperties Quick = new()
    {
        Rate = Bandwidth.FromBits(100_000_000),
        Delay = SimDuration.FromMicroseconds(50),
    };
    private static readonly Traffic TenASecond = TestNetworks.Every(SimDuration.FromMilliseconds(100), bytes: 100);
    private static readonly SimTime Settled = SimTime.Zero + SimDuration.FromSeconds(20);

    [Fact]
    public void The_first_packets_flood_and_pruned_links_carry_no_more()
    {
        Scenario scenario = Ring("b").Flow("a", "video", TenASecond, count: 100, with: flow => flow with { Start = Settled }).Build();
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        string[] first = [.. CrossedBy(scenario, events, sequence: 0)];
        string[] last = [.. CrossedBy(scenario, events, sequence: 99)];

        Assert.Contains("r1--r3 r1>r3", first);
        Assert.Equal(["a--r1 a>r1", "r1--r2 r1>r2", "r2--b r2>b"], last);
        Assert.Equal(100, events.Of(TraceEventKind.Received).Count());
    }

    [Fact]
    public void A_member_that_joins_later_is_grafted_onto_the_tree()
    {
        Scenario scenario = Ring("b").Join(SimDuration.FromSeconds(25), "c", "video")
            .Flow("a", "video", TenASecond, count: 100, with: flow => flow with { Start = Settled }).Build();
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        int c = scenario.FindNode("c")!.Index;
        TraceEvent firstAtC = events.Of(TraceEventKind.Received).First(e => e.Place == c);

        Assert.InRange(firstAtC.Time.Picoseconds / 1_000_000_000, 25_000, 25_300);
        Assert.Contains("r3--c r3>c", CrossedBy(scenario, events, sequence: 99));
    }

    [Fact]
    public void Who_leaves_is_pruned_after_the_last_member_query_time()
    {
        Scenario scenario = Ring("b", "c").Leave(SimDuration.FromSeconds(25), "c", "video")
            .Flow("a", "video", TenASecond, count: 150, with: flow => flow with { Start = Settled }).Build();
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        int c = scenario.FindNode("c")!.Index;

        Assert.DoesNotContain("r3--c r3>c", CrossedBy(scenario, events, sequence: 149));
        Assert.True(events.Of(TraceEventKind.Received).Last(e => e.Place == c).Time <= SimTime.Zero + SimDuration.FromSeconds(25));
    }

    [Fact]
    public void A_switch_snoops_and_spares_the_ports_of_those_who_did_not_join()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Routers("r1", "r2")
            .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Lan("office", Quick, "r2", "b", "c")
            .Group("video", "b").Routing(RoutingKind.Rip)
            .Join(SimDuration.FromSeconds(25), "c", "video")
            .Flow("a", "video", TenASecond, count: 100, with: flow => flow with { Start = Settled }).Build();
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(["a--r1 a>r1", "r1--r2 r1>r2", "office r2>office", "office office>b"], CrossedBy(scenario, events, sequence: 10));
        Assert.Equal(["a--r1 a>r1", "r1--r2 r1>r2", "office r2>office", "office office>b", "office office>c"],
            CrossedBy(scenario, events, sequence: 99));
    }

    [Fact]
    public void When_the_trees_link_fails_it_grows_another_way()
    {
        Scenario scenario = Ring("b").Flow("a", "video", TenASecond, count: 600, with: flow => flow with { Start = Settled })
            .LinkDown(SimDuration.FromSeconds(25), "r1--r2").Build();
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(["a--r1 a>r1", "r1--r3 r1>r3", "r3--r2 r3>r2", "r2--b r2>b"], CrossedBy(scenario, events, sequence: 599));
    }

    [Fact]
    public void Every_control_packet_is_well_formed()
    {
        Scenario scenario = Ring("b").Join(SimDuration.FromSeconds(25), "c", "video")
            .Flow("a", "video", TenASecond, count: 100, with: flow => flow with { Start = Settled }).Build();
        var packets = new ControlPackets();
        SimulatedRun.Of(scenario).Trace.FoldInto(packets);

        Assert.Equal([IpProtocol.Igmp, IpProtocol.Udp, IpProtocol.Pim], packets.Protocols.Distinct().OrderBy(protocol => protocol));
    }

    /// <summary>a at r1, b at r2, c at r3, the routers in a ring.</summary>
    private static NetworkBuilder Ring(params string[] members) => new NetworkBuilder().Hosts("a", "b", "c").Routers("r1", "r2", "r3")
        .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("r1", "r3", OneMillisecond).Link("r3", "r2", OneMillisecond)
        .Link("r2", "b", OneMillisecond).Link("r3", "c", OneMillisecond).Group("video", members).Routing(RoutingKind.Rip);

    private static IEnumerable<string> CrossedBy(Scenario scenario, EventList events, long sequence)
    {
        long packet = events.Of(TraceEventKind.PacketSent).Single(e => new PacketSent(e).Sequence == sequence).Packet;
        IReadOnlyList<Direction> directions = Direction.Of(scenario.Nodes, scenario.Links);
        return [.. events.Of(TraceEventKind.Enqueued).Where(e => e.Packet == packet).Select(e => directions[e.Place].Label)];
    }

    private sealed class ControlPackets : ITraceFold
    {
        internal List<IpProtocol> Protocols { get; } = [];

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
            {
                if (slots[i].Kind != TraceEventKind.ControlSent) continue;
                Assert.Equal(
                    Defect.None, Ipv4Header.Read(TraceBytes.Behind(slots, i), out Ipv4Header header, out ReadOnlySpan<byte> payload));
                Assert.Equal(Defect.None, header.Protocol switch
                {
                    IpProtocol.Igmp => IgmpFormat.Read(payload, out _),
                    IpProtocol.Pim => PimFormat.Read(payload, out _),
                    _ => UdpHeader.Read(payload, header.Source, header.Destination, out _, out _),
                });
                Protocols.Add(header.Protocol);
            }
        }
    }
}
