using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class LanTests
{
    [Fact]
    public void A_broadcast_for_another_network_is_dropped_by_its_router_and_its_own_hosts_may_still_broadcast()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b", "c").Routers("r")
            .Lan("office", LinkProperties.Perfect, "a", "r").Lan("lab", LinkProperties.Perfect, "b", "c", "r");
        ProgramStep[] send =
            [new ProgramStep.OpenSocket(false, "s"), new ProgramStep.SetOption("s", SocketOption.Broadcast, "true"),
                new ProgramStep.SendTo("s", "10.0.1.255", 9000, "hello")];
        network.Program("c", new ProgramStep.OpenSocket(false, "s"), new ProgramStep.Bind("s", 9000, null),
            new ProgramStep.ReceiveFrom("s", 100, "data", null, null), new ProgramStep.Print("{data}"))
            .Program("a", send).Program("b", [new ProgramStep.Sleep(SimDuration.FromSeconds(1)), .. send]);

        EventList events = EventList.Of(SimulatedRun.Of(network.Build()).Trace);

        Assert.Equal(["hello"], events.Texts(TraceEventKind.ProgramPrinted));
        Assert.Equal(1, events.Drops(DropReason.NoRoute));
        Assert.Equal(SimTime.Zero + SimDuration.FromSeconds(1), events.Of(TraceEventKind.Received).Single().Time);
    }

    [Fact]
    public void What_is_due_at_the_end_of_the_run_does_not_happen_any_more()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 100))
            .Build(SimDuration.FromMilliseconds(100));

        Assert.Equal(10, EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.PacketSent).Count());
    }

    private static readonly LinkProperties HundredMegabits = new()
    {
        Rate = Bandwidth.FromMegabits(100),
        Delay = SimDuration.FromMicroseconds(10),
    };

    [Fact]
    public void The_first_packet_waits_for_arp_and_the_next_does_not()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Lan("office", HundredMegabits, "a", "b", "c")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 954), count: 2).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // A frame of 954 + 28 + 18 = 1000 B takes 80 µs, twice, and 10 µs; ARP's 64 B take 5.12 µs, twice, and 10 µs, each way.
        Assert.Equal([210_480, 170_000], events.Latencies().Select(latency => latency.Picoseconds / 1000));
    }

    [Fact]
    public void Arp_is_asked_once_for_many_packets_and_again_after_its_lifetime()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Lan("office", HundredMegabits, "a", "b")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(40), bytes: 100), count: 3).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // At 0 s and, 60 s after it was learned, at 80 s: a request and a reply each.
        Assert.Equal([0, 0, 80, 80], events.Of(TraceEventKind.ArpSent).Select(e => (int)e.Time.TotalSeconds));
        Assert.Equal([1, 2, 1, 2], events.Of(TraceEventKind.ArpSent).Select(e => e.Extra));
    }

    [Fact]
    public void A_neighbour_that_never_answers_is_given_up_after_three_requests()
    {
        LinkProperties deaf = HundredMegabits with { Loss = Probability.FromPercent(100) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Lan("office", deaf, "a", "b")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 5).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal([0, 1, 2], events.Of(TraceEventKind.ArpSent).Select(e => (int)e.Time.TotalSeconds));
        Assert.Equal(5, events.Drops(DropReason.NoArp));
        Assert.All(events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.NoArp),
            e => Assert.Equal(3, (int)e.Time.TotalSeconds));
    }

    [Fact]
    public void A_broadcast_reaches_every_host_of_the_lan_and_never_passes_the_router()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "far").Routers("r")
            .Lan("office", HundredMegabits, "a", "b", "c", "r").Link("r", "far")
            .Flow("a", "office", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 4).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal([4, 4], events.Of(TraceEventKind.Received).GroupBy(e => e.Place).Select(g => g.Count()));
        Assert.Empty(events.Of(TraceEventKind.Dropped));
        const int first = 2; // the link to the router has 0 and 1
        Assert.All(events.Of(TraceEventKind.Enqueued), e => Assert.True(e.Place >= first));
    }

    [Fact]
    public void The_switch_floods_once_per_port_and_sends_to_one_port_what_it_has_learned()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d").Lan("office", HundredMegabits, "a", "b", "c", "d")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 10).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // Up: the request, the reply and 10 packets. Down: the request to three ports, the rest to one each.
        int up = events.Of(TraceEventKind.Enqueued).Count(e => e.Place % 2 == 0);
        int down = events.Of(TraceEventKind.Enqueued).Count(e => e.Place % 2 == 1);
        Assert.Equal((12, 14), (up, down));
    }

    [Fact]
    public void Each_receiver_of_a_broadcast_has_its_own_luck()
    {
        LinkProperties lossy = HundredMegabits with { Loss = Probability.FromPercent(50) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Lan("office", lossy, "a", "b", "c")
            .Flow("a", "office", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 1000).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // Independent halves agree on half of the packets: 500 ± 3.29 × 15.8.
        HashSet<long>[] got =
            [.. events.Of(TraceEventKind.Received).GroupBy(e => e.Place).Select(g => g.Select(e => e.Packet).ToHashSet())];
        int agree = Enumerable.Range(1, 1000).Count(packet => got[0].Contains(packet) == got[1].Contains(packet));
        Assert.InRange(agree, 448, 552);
    }

    [Fact]
    public void A_lan_that_is_down_carries_nothing()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Lan("office", HundredMegabits, "a", "b")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 100), count: 4)
            .LinkDown(SimDuration.FromMilliseconds(5), "office")
            .LinkUp(SimDuration.FromMilliseconds(25), "office").Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(2, events.Drops(DropReason.Down));
        Assert.Equal(2, events.Of(TraceEventKind.Received).Count());
    }
}
