using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class LinkTests
{
    private static readonly LinkProperties TenMegabits = new()
    {
        Rate = Bandwidth.FromMegabits(10),
        Delay = SimDuration.FromMilliseconds(5),
    };

    [Fact]
    public void One_packet_takes_its_transmission_and_propagation_times()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", TenMegabits)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 1472), count: 1).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // (1472 + 8 + 20) B × 8 / 10 Mbit/s = 1.2 ms, and 5 ms of propagation.
        Assert.Equal([SimDuration.FromMicroseconds(6200)], events.Latencies());
    }

    [Fact]
    public void Every_hop_stores_and_forwards()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2")
            .Link("a", "r1", TenMegabits).Link("r1", "r2", TenMegabits).Link("r2", "b", TenMegabits)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 1472), count: 1).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal([SimDuration.FromMicroseconds(3 * 6200)], events.Latencies());
    }

    [Fact]
    public void A_burst_queues_behind_itself()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", TenMegabits)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMicroseconds(1), bytes: 1472), count: 3).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // Each waits for those before it (1.2 ms each), less the microseconds by which it was sent later.
        Assert.Equal([6200, 7399, 8598], events.Latencies().Select(latency => latency.Picoseconds / 1_000_000));
    }

    [Fact]
    public void A_full_queue_drops_the_newest_packet()
    {
        LinkProperties small = TenMegabits with { Queue = new QueueLimit(2, null) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", small)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMicroseconds(1), bytes: 1472), count: 4).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // The limit counts the one in transmission: two are taken, two find it full.
        Assert.Equal(2, events.Drops(DropReason.QueueFull));
        Assert.Equal([1, 2], events.Of(TraceEventKind.Received).Select(e => e.Packet));
    }

    [Fact]
    public void Delay_never_limits_throughput()
    {
        LinkProperties longHaul = TenMegabits with { Delay = SimDuration.FromSeconds(10) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", longHaul)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMicroseconds(1200), bytes: 1472), count: 500).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // 500 packets are on the way at once, and none waits for another.
        Assert.All(events.Latencies(), latency => Assert.Equal(SimDuration.FromMicroseconds(10_001_200), latency));
    }

    [Fact]
    public void Jitter_alone_never_reorders()
    {
        LinkProperties shaky = TenMegabits with { Jitter = new Distribution.Normal(0, SimDuration.FromMilliseconds(4).Picoseconds) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", shaky)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(2), bytes: 100), count: 1000).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(1000, events.Latencies().Count);
        Assert.Equal(
            events.Of(TraceEventKind.Received).Select(e => e.Packet).Order(), events.Of(TraceEventKind.Received).Select(e => e.Packet));
        Assert.True(events.Latencies().Distinct().Count() > 900);
    }

    [Fact]
    public void Loss_is_binomial()
    {
        LinkProperties lossy = LinkProperties.Perfect with { Loss = Probability.FromPercent(10) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", lossy)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 10_000).Build(seed: 7);

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // n p = 1000, σ = √(n p (1 − p)) = 30; 3.29 σ is the 99.9 % interval.
        Assert.InRange(events.Drops(DropReason.Loss), 901, 1099);
    }

    [Fact]
    public void Bursts_are_lost_in_each_direction_by_its_own_luck()
    {
        var bursts = new LossModel.GilbertElliott(
            Probability.FromPercent(1), Probability.FromPercent(25), Probability.Zero, Probability.FromPercent(100));
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", LinkProperties.Perfect with { Loss = bursts })
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 20_000)
            .Flow("b", "a", TestNetworks.Every(SimDuration.FromMilliseconds(1), bytes: 100), count: 20_000).Build(seed: 7);

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // p/(p + r) = 3.85 % of 40 000; σ by the factor (1 + l)/(1 − l) = 6.69 is 99.5.
        TraceEvent[] drops = [.. events.Of(TraceEventKind.Dropped)];
        Assert.Equal(1538, drops.Length, 3.29 * 99.5);
        Assert.NotEqual(
            drops.Where(drop => drop.Place == 0).Select(drop => drop.Time), drops.Where(drop => drop.Place == 1).Select(drop => drop.Time));
    }

    [Fact]
    public void A_duplicate_arrives_beside_its_packet_and_took_no_room_in_the_queue()
    {
        LinkProperties doubling = TenMegabits with { Duplicate = Probability.FromPercent(100), Queue = new QueueLimit(1, null) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", doubling)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(2), bytes: 100), count: 3).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal([1, 1, 2, 2, 3, 3], events.Of(TraceEventKind.Received).Select(e => e.Packet));
        Assert.Equal(0, events.Drops(DropReason.QueueFull));
    }

    [Fact]
    public void A_link_that_goes_down_loses_what_is_on_it_and_carries_again_when_it_is_up()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", TenMegabits, name: "core")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 1472), count: 5)
            .LinkDown(SimDuration.FromMilliseconds(12), "core")
            .LinkUp(SimDuration.FromMilliseconds(35), "core").Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // Sent at 0, 10, 20, 30 and 40 ms: the second is on its way at 12 ms, the next two find the link down.
        Assert.Equal([2, 3, 4], events.Of(TraceEventKind.Dropped).Select(e => e.Packet));
        Assert.Equal(3, events.Drops(DropReason.Down));
        Assert.Equal([1, 5], events.Of(TraceEventKind.Received).Select(e => e.Packet));
    }

    [Fact]
    public void Packets_that_wait_get_the_new_rate_and_the_one_in_transmission_keeps_the_old()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", TenMegabits, name: "core")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMicroseconds(1), bytes: 1472), count: 3)
            .LinkSet(SimDuration.FromMicroseconds(600), "core", new LinkChange { Rate = Bandwidth.FromMegabits(100) })
            .Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // 1.2 ms at 10 Mbps, then 0.12 ms each at 100 Mbps; sent 1 µs apart; 5 ms of propagation.
        Assert.Equal([6200, 6319, 6438], events.Latencies().Select(latency => latency.Picoseconds / 1_000_000));
        Assert.Equal(2, events.Of(TraceEventKind.Withdrawn).Count());
    }

    [Fact]
    public void A_datagram_over_the_mtu_travels_in_fragments_and_arrives_whole()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r").Link("a", "r", TenMegabits)
            .Link("r", "b", TenMegabits with { Mtu = DataSize.FromBytes(576) })
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 4000), count: 2).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // 4008 B of IP payload in pieces of 1480, 1480 and 1048 B; the first two cut again into 552, 552 and 376 B, the last into 552 and
        // 496 B.
        int[] first = [.. events.Of(TraceEventKind.FragmentSent).Where(e => e.Value == 1).Select(e => e.Place)];
        Assert.Equal([1480, 1480, 1048, 552, 552, 376, 552, 552, 376, 552, 496], first);
        Assert.Equal([4000, 4000], events.Of(TraceEventKind.Received).Select(e => e.Value));
    }
}
