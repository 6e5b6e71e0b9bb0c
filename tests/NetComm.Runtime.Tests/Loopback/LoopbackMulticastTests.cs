using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Flows to groups: real memberships on the loopback interface, and what the emulated links make of each member's copy.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackMulticastTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly Traffic Packets = Every(2);

    [Fact]
    public async Task Every_member_gets_every_packet_over_the_links_that_the_simulated_tree_takes()
    {
        Scenario scenario = Network().Group("video", "b", "c").Flow("a", "video", Packets, count: 30).Build();

        EventList real = await RunAsync(scenario);

        EventList simulated = EventList.Of(SimulatedRun.Of(scenario).Trace);
        Assert.Equal(60, Received(real).Count());
        Assert.Equal(Received(simulated), Received(real));
        Assert.Equal(Crossings(simulated), Crossings(real));
        Assert.All(real.Latencies(), latency => Assert.True(latency >= SimDuration.FromMilliseconds(3), $"{latency}"));
    }

    [Fact]
    public async Task Where_the_system_has_one_address_members_get_every_packet_as_well()
    {
        Scenario scenario = Network().Group("video", "b", "c").Flow("a", "video", Packets, count: 30).Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario, hasAddressRange: false)).Trace);

        Assert.Equal(60, Received(events).Count());
    }

    // The sender's link: the others carry IGMP in a simulated run, which draws from their random numbers too.
    [Fact]
    public async Task A_lossy_link_loses_what_its_simulated_twin_loses()
    {
        var lossy = new LinkProperties { Delay = SimDuration.FromMilliseconds(1), Loss = Probability.FromPercent(20) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Routers("r")
            .Link("a", "r", lossy).Link("b", "r", OneMillisecond).Link("c", "r", OneMillisecond)
            .Group("video", "b", "c").Flow("a", "video", Packets, count: 100).Build(seed: 5);

        EventList real = await RunAsync(scenario);

        EventList simulated = EventList.Of(SimulatedRun.Of(scenario).Trace);
        Assert.InRange(Received(real).Count(), 1, 199);
        Assert.Equal(Received(simulated), Received(real));
    }

    [Fact]
    public async Task Who_joins_gets_what_is_sent_from_then_on_and_who_leaves_no_more()
    {
        Scenario scenario = Network().Group("video", "b")
            .Join(SimDuration.FromMilliseconds(200), "c", "video")
            .Leave(SimDuration.FromMilliseconds(500), "b", "video")
            .Flow("a", "video", Every(5), count: 150).Build();

        EventList events = await RunAsync(scenario);

        TraceEvent joined = Assert.Single(events.Of(TraceEventKind.GroupJoined));
        TraceEvent left = Assert.Single(events.Of(TraceEventKind.GroupLeft));
        TraceEvent[] sent = [.. events.Of(TraceEventKind.PacketSent)];
        Assert.True(joined.Time >= SimTime.Zero + SimDuration.FromMilliseconds(200)
            && left.Time >= SimTime.Zero + SimDuration.FromMilliseconds(500));
        Assert.Equal(sent.Where(e => e.Time >= joined.Time).Select(e => new PacketSent(e).Sequence), SequencesOf(scenario, events, "c"));

        // What was under way when b left does not reach it any more: it is due, and lost there.
        long[] atB = [.. SequencesOf(scenario, events, "b")];
        long[] dueAtB = [.. sent.Where(e => e.Time < left.Time).Select(e => new PacketSent(e).Sequence)];
        Assert.NotEmpty(atB);
        Assert.Equal(dueAtB.Take(atB.Length), atB);
        Assert.Equal(dueAtB.Length - atB.Length, events.Drops(DropReason.NoSocket));
        Assert.Equal(0, events.Drops(DropReason.BufferFull));
    }

    [Fact]
    public async Task What_is_under_way_to_one_who_leaves_is_lost_and_not_in_flight()
    {
        // 100 packets/s over 50 ms each of three links: some 15 are under way at 300 ms, when b leaves.
        var slow = new LinkProperties { Delay = SimDuration.FromMilliseconds(50) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Routers("r1", "r2")
            .Link("a", "r1", slow).Link("r1", "r2", slow).Link("r2", "b", slow).Link("r2", "c", slow)
            .Group("video", "b", "c").Leave(SimDuration.FromMilliseconds(300), "b", "video")
            .Flow("a", "video", Every(10), count: 150).Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario);
        FlowMeasurement flow = Measurements.From(result.Trace).Flows[0];

        ReceiverMeasurement left = flow.Receivers[0], stayed = flow.Receivers[1];
        Assert.Equal(0, flow.InFlight);
        Assert.Equal((150, 150, 0), (stayed.Due, stayed.Received, stayed.Lost));
        Assert.True(left is { Due: >= 30 and < 150, Lost: > 0 });
        Assert.Equal(left.Due, left.Received + left.Lost);
    }

    [Fact]
    public async Task Who_leaves_may_join_again()
    {
        Scenario scenario = Network().Group("video", "b", "d")
            .Leave(SimDuration.FromMilliseconds(150), "b", "video")
            .Join(SimDuration.FromMilliseconds(300), "b", "video")
            .Flow("a", "video", Every(5), count: 100).Build();

        EventList events = await RunAsync(scenario);

        TraceEvent back = Assert.Single(events.Of(TraceEventKind.GroupJoined));
        long[] since = [.. events.Of(TraceEventKind.PacketSent).Where(e => e.Time >= back.Time).Select(e => new PacketSent(e).Sequence)];
        Assert.Equal(since, SequencesOf(scenario, events, "b")[^since.Length..]);
        Assert.Equal(100, SequencesOf(scenario, events, "d").Length);
    }

    [Fact]
    public async Task A_packet_whose_time_to_live_ends_at_a_router_goes_no_further()
    {
        Scenario scenario = Network().Group("video", "b", "c", "d")
            .Flow("a", "video", Packets, count: 10, with: flow => flow with { Ttl = 2 }).Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(["d"], Received(events).Select(r => scenario.Nodes[r.Node].Name).Distinct());
        Assert.Equal(
            10, events.Of(TraceEventKind.Dropped)
                .Count(e => e.Reason == (byte)DropReason.TtlExpired && e.Place == -1 - scenario.FindNode("r2")!.Index));
    }

    [Fact]
    public async Task A_member_beyond_a_failure_misses_packets_where_they_meet_it_while_the_others_get_theirs()
    {
        Scenario scenario = Network().Group("video", "b", "d").Flow("a", "video", Packets, count: 20)
            .LinkDown(SimDuration.Zero, "r1--r2").Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(20, SequencesOf(scenario, events, "d").Length);
        Assert.Empty(SequencesOf(scenario, events, "b"));
        int place = Direction.Of(scenario.Nodes, scenario.Links).Single(direction => direction.Label == "r1--r2 r1>r2").Index;
        Assert.Equal(20, events.Of(TraceEventKind.Dropped).Count(e => e.Reason == (byte)DropReason.Down && e.Place == place));
    }

    [Fact]
    public async Task A_switch_sends_to_the_ports_of_members_only_and_two_flows_of_one_group_do_not_mix()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d").Lan("office", OneMillisecond, "a", "b", "c", "d")
            .Group("video", "a", "b", "d").Flow("a", "video", Packets, count: 20).Flow("c", "video", Every(3), count: 10).Build();

        EventList events = await RunAsync(scenario);

        string[] received =
            [.. events.Of(TraceEventKind.Received).GroupBy(e => e.Place).Select(g => $"{scenario.Nodes[g.Key].Name} {g.Count()}").Order()];
        Assert.Equal(["a 10", "b 30", "d 30"], received);
        Assert.Empty(events.Of(TraceEventKind.Dropped));
    }

    [Fact]
    public async Task A_declared_members_program_hears_the_group_without_joining()
    {
        int port = FreePort.Next();
        Scenario scenario = Network().Group("video", "b")
            .Program("b", new ProgramStep.OpenSocket(Stream: false, "s"), new ProgramStep.Bind("s", port, null),
                new ProgramStep.ReceiveFrom("s", 100, "data", null, SimDuration.FromSeconds(20)), new ProgramStep.Print("{data}"))
            .Program("a", new ProgramStep.OpenSocket(Stream: false, "s"),
                new ProgramStep.SetOption("s", SocketOption.MulticastTtl, "8"), new ProgramStep.SendTo("s", "video", port, "to all of you"))
            .Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(["to all of you"], events.Texts(TraceEventKind.ProgramPrinted));
    }

    /// <summary>a and d at r1; b and c at r2.</summary>
    private static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b", "c", "d").Routers("r1", "r2")
        .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("b", "r2", OneMillisecond).Link("c", "r2", OneMillisecond)
        .Link("d", "r1", OneMillisecond);

    private static Traffic.Constant Every(int milliseconds) => new(SimDuration.FromMilliseconds(milliseconds), PayloadSize.Of(100));

    private static async Task<EventList> RunAsync(Scenario scenario)
    {
        RunOutcome result = await LoopbackRuns.OfAsync(scenario);
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        return EventList.Of(result.Trace);
    }

    /// <summary>Which packet each member got.</summary>
    private static IEnumerable<(int Node, long Sequence)> Received(EventList events)
    {
        Dictionary<long, long> sequences =
            events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => new PacketSent(e).Sequence);
        return [.. events.Of(TraceEventKind.Received).Select(e => (e.Place, sequences[e.Packet])).Order()];
    }

    private static long[] SequencesOf(Scenario scenario, EventList events, string node) =>
        [.. Received(events).Where(r => r.Node == scenario.FindNode(node)!.Index).Select(r => r.Sequence)];

    /// <summary>How many packets of flows each direction carried.</summary>
    private static IEnumerable<(int Direction, int Count)> Crossings(EventList events)
    {
        HashSet<long> sent = [.. events.Of(TraceEventKind.PacketSent).Select(e => e.Packet)];
        return [.. events.Of(TraceEventKind.Enqueued).Where(e => sent.Contains(e.Packet)).GroupBy(e => e.Place)
            .Select(g => (g.Key, g.Count())).Order()];
    }
}
