using FsCheck.Xunit;
using NetComm.Network;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>What must hold on every network: random ones, with random links, loss, faults and flows.</summary>
public sealed class NetworkProperties
{
    [Property(MaxTest = 150)]
    public void Every_packet_is_received_or_dropped_or_still_under_way(int shape)
    {
        Scenario scenario = RandomNetworks.Of(shape, out _);

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // The run ended by itself, so nothing is under way: each packet was received once, or it, or a fragment of it, was dropped.
        Dictionary<long, long> datagramOf = events.Of(TraceEventKind.FragmentSent).ToDictionary(e => e.Packet, e => e.Value);
        HashSet<long> dropped = [.. events.Of(TraceEventKind.Dropped).Select(e => datagramOf.GetValueOrDefault(e.Packet, e.Packet))];
        Dictionary<long, int> received = events.Of(TraceEventKind.Received).GroupBy(e => e.Packet).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(events.Of(TraceEventKind.PacketSent), sent =>
            Assert.Equal(dropped.Contains(sent.Packet) ? 0 : 1, received.GetValueOrDefault(sent.Packet)));
    }

    [Property(MaxTest = 60)]
    public void The_same_seed_gives_the_same_trace(int shape)
    {
        string first = SimulatedRun.Of(RandomNetworks.Of(shape, out _)).Trace.Hash;
        string second = SimulatedRun.Of(RandomNetworks.Of(shape, out _)).Trace.Hash;

        Assert.Equal(first, second);
    }

    [Property(MaxTest = 150)]
    public void Events_never_go_back_in_time(int shape)
    {
        EventList events = EventList.Of(SimulatedRun.Of(RandomNetworks.Of(shape, out _)).Trace);

        SimTime[] times = [.. events.All.Select(e => e.Time)];
        Assert.Equal(times.Order(), times);
    }

    [Property(MaxTest = 80)]
    public void Tcp_delivers_every_byte_once_whatever_happens_on_the_way(int shape)
    {
        Scenario scenario = RandomRuns.Streams(shape);

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        // Where all of a router's ARP requests are lost it answers 'host unreachable', at which a connect fails, as Linux's does: shape
        // −84.
        bool isUnreachable = events.Drops(DropReason.NoArp) > 0;
        foreach (Flow flow in scenario.Flows)
        {
            long received = events.Of(TraceEventKind.StreamReceived).Where(e => e.Place == flow.Index).Sum(e => e.Value);
            if (received != 0 || !isUnreachable) Assert.Equal(flow.Bytes, received);
        }
    }

    [Property(MaxTest = 150)]
    public void Paths_have_the_least_cost_that_an_independent_search_finds(int shape)
    {
        Scenario scenario = RandomNetworks.Of(shape, out _);
        var map = new NetworkState(scenario);
        long[,] least = LeastCosts.Of(scenario);

        foreach (Node from in scenario.Nodes)
        {
            foreach (Node to in scenario.Nodes.Where(node => node != from))
                Assert.Equal(least[from.Index, to.Index], CostOfPath(scenario, map, from.Index, to.Index));
        }
    }

    [Fact]
    public void A_new_host_never_changes_anothers_luck()
    {
        static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b")
            .Link("a", "b", LinkProperties.Perfect with { Loss = Probability.FromPercent(30) })
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), 100), count: 200);

        IEnumerable<long> alone = ReceivedSequences(Network().Build());
        IEnumerable<long> together = ReceivedSequences(
            Network().Hosts("c").Link("b", "c", LinkProperties.Perfect with { Loss = Probability.FromPercent(50) })
                .Flow("c", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), 100), count: 200).Build());

        Assert.Equal(alone, together);
    }

    private static IEnumerable<long> ReceivedSequences(Scenario scenario)
    {
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);
        long conversation = events.Of(TraceEventKind.ConversationOpened).First(e => e.Packet == 0).Place;
        Dictionary<long, TraceEvent> sent = events.Of(TraceEventKind.PacketSent).Where(e => e.Place == conversation)
            .ToDictionary(e => e.Packet);
        return [.. events.Of(TraceEventKind.Received).Where(e => sent.ContainsKey(e.Packet))
            .Select(e => new PacketSent(sent[e.Packet]).Sequence)];
    }

    private static long CostOfPath(Scenario scenario, NetworkState map, int from, int to)
    {
        long cost = 0;
        NetworkInterface[] interfaces = [.. scenario.Links.SelectMany(m => m.Interfaces).OrderBy(i => i.Index)];
        for (int node = from, steps = 0; node != to; steps++)
        {
            NextHop hop = map.Next(node, to);
            if (!hop.Exists) return long.MaxValue / 4;
            Assert.True(steps < scenario.Nodes.Count, "The route goes in a circle.");
            cost += scenario.Links[interfaces[hop.Interface].Medium].Cost;
            node = interfaces[hop.Neighbour].Node;
        }

        return cost;
    }
}
