using FsCheck.Xunit;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>What must hold of multicast trees on random networks with members that come and go.</summary>
public sealed class MulticastProperties
{
    /// <summary>Packets flow from 60 s on; prunes on LANs take 3 s, and there may be several one after another.</summary>
    private static readonly SimTime TreesStand = SimTime.Zero + SimDuration.FromSeconds(85);

    [Property(MaxTest = 150)]
    public void Each_direction_carries_a_packet_at_most_once_and_only_towards_members(int shape)
    {
        Scenario scenario = RandomGroups(shape);
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        AssertNothingIsWasted(scenario, events, events.Of(TraceEventKind.PacketSent));
    }

    [Property(MaxTest = 60)]
    public void Under_rip_too_once_the_tree_stands(int shape)
    {
        Scenario scenario = RandomGroups(shape, RoutingKind.Rip);
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);
        TraceEvent[] late = [.. events.Of(TraceEventKind.PacketSent).Where(sent => sent.Time >= TreesStand)];

        Assert.NotEmpty(late);
        AssertNothingIsWasted(scenario, events, late);
        AssertMembersReceive(scenario, events, late);
    }

    [Property(MaxTest = 150)]
    public void Exactly_the_members_at_the_time_of_sending_receive_a_packet_each_once(int shape)
    {
        Scenario scenario = RandomGroups(shape);
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        AssertMembersReceive(scenario, events, events.Of(TraceEventKind.PacketSent));
    }

    [Property(MaxTest = 40)]
    public void The_same_seed_gives_the_same_trace(int shape) =>
        Assert.Equal(SimulatedRun.Of(RandomGroups(shape)).Trace.Hash, SimulatedRun.Of(RandomGroups(shape)).Trace.Hash);

    private static void AssertNothingIsWasted(Scenario scenario, EventList events, IEnumerable<TraceEvent> packets)
    {
        IReadOnlyList<Direction> directions = Direction.Of(scenario.Nodes, scenario.Links);
        foreach (TraceEvent sent in packets)
        {
            int[] crossed = [.. events.Of(TraceEventKind.Enqueued).Where(e => e.Packet == sent.Packet).Select(e => e.Place)];
            Assert.Equal(crossed.Length, crossed.Distinct().Count());
            HashSet<int> received = [.. events.Of(TraceEventKind.Received).Where(e => e.Packet == sent.Packet).Select(e => e.Place)];

            // Every branch ends at a member: where a packet came to, it was received, or went on from there.
            foreach (int direction in crossed)
            {
                int? reached = directions[direction].ToNode?.Index;
                bool wentOn =
                    crossed.Any(other => directions[other].FromNode?.Index == reached
                        && (reached is not null || directions[other].Medium == directions[direction].Medium));
                // Who only snoops cannot know which routers have use for a packet (RFC 4541, 2.1.2), nor can its source.
                Direction way = directions[direction];
                bool mayBeVain = scenario.Routing == RoutingKind.Rip
                    && (way.FromNode is not { } sender || scenario.Nodes[sender.Index].Kind == NodeKind.Host)
                    && (reached is not { } receiver || scenario.Nodes[receiver].Kind == NodeKind.Router);
                bool isTaken = reached is { } member && received.Contains(member);
                Assert.True(wentOn || isTaken || mayBeVain, $"{way.Label} carried packet {sent.Packet} to nobody.");
            }
        }
    }

    private static void AssertMembersReceive(Scenario scenario, EventList events, IEnumerable<TraceEvent> packets)
    {
        Dictionary<int, Flow> flowOf = events.Of(TraceEventKind.ConversationOpened)
            .ToDictionary(e => e.Place, e => scenario.Flows[(int)e.Packet]);
        foreach (TraceEvent sent in packets)
        {
            Flow flow = flowOf[sent.Place];
            MulticastGroup group = scenario.Groups.Single(g => g.Address == flow.Destination);
            IEnumerable<int> received = events.Of(TraceEventKind.Received).Where(e => e.Packet == sent.Packet).Select(e => e.Place);

            Assert.Equal(MembersAt(scenario, group, sent.Time).Where(node => node != flow.From), received.Order());
        }
    }

    private static SortedSet<int> MembersAt(Scenario scenario, MulticastGroup group, SimTime time)
    {
        var members = new SortedSet<int>(group.Members);
        foreach (Fault fault in scenario.Faults.Where(fault => fault.At <= time))
        {
            if (fault.Change is FaultChange.GroupJoin join && join.Group == group.Index) members.Add(join.Node);
            if (fault.Change is FaultChange.GroupLeave leave && leave.Group == group.Index) members.Remove(leave.Node);
        }

        return members;
    }

    /// <summary>
    /// Up to six routers with redundant links, eight hosts on links and a LAN, two groups. Packets are 100 ms apart and each is delivered
    /// before members change, 50 ms after it. Under RIP all costs are 1, members stay, and packets are 500 ms apart from 60 s on.
    /// </summary>
    private static Scenario RandomGroups(int shape, RoutingKind routing = RoutingKind.Static)
    {
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "shape");
        int Below(int n) => (int)(draw.NextDouble() * n);
        bool rip = routing == RoutingKind.Rip;
        int routers = 1 + Below(6), hosts = 3 + Below(6);
        string[] names = [.. Enumerable.Range(0, hosts).Select(i => $"h{i}")];
        NetworkBuilder network = new NetworkBuilder().Hosts(names).Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        string[] onLan =
            [.. names.Where(_ => Below(3) == 0), .. Enumerable.Range(0, routers).Where(i => i == 0 || Below(4) == 0).Select(i => $"r{i}")];
        if (onLan.Length > 1) network.Lan("lan", Properties(), onLan);
        foreach (string host in names.Where(host => !onLan.Contains(host)))
            network.Link(host, $"r{Below(routers)}", Properties(), cost: Cost());
        for (int i = 1; i < routers; i++) network.Link($"r{i}", $"r{Below(i)}", Properties(), cost: Cost(), name: $"core{i}");
        for (int i = 0; i < routers - 1; i++)
            network.Link($"r{i}", $"r{i + 1 + Below(routers - i - 1)}", Properties(), cost: Cost(), name: $"extra{i}");

        for (int g = 0; g < 2; g++)
        {
            string[] members = [.. names.Where(_ => Below(2) == 0)];
            network.Group($"g{g}", members);
            foreach (string host in names.Where(_ => !rip && Below(3) == 0))
            {
                var at = SimDuration.FromMilliseconds(50 + 100 * Below(4));
                bool joins = !members.Contains(host);
                network.Membership(at, host, $"g{g}", joins);
                if (Below(2) == 0) network.Membership(at + SimDuration.FromMilliseconds(200), host, $"g{g}", !joins);
            }

            Traffic traffic = TestNetworks.Every(SimDuration.FromMilliseconds(rip ? 500 : 100), bytes: 1 + Below(1000));
            network.Flow(names[Below(hosts)], $"g{g}", traffic, count: rip ? 60 : 6, with: flow => rip
                ? flow with { Start = SimTime.Zero + SimDuration.FromSeconds(60) } : flow);
        }

        return network.Routing(routing).Build(SimDuration.FromSeconds(rip ? 95 : 2), seed: shape & int.MaxValue);

        int Cost() => rip ? 1 : 1 + Below(3);

        LinkProperties Properties() => new()
        {
            Rate = Bandwidth.FromBits(10_000_000 + Below(20_000_000)),
            Delay = SimDuration.FromMicroseconds(Below(2000)),
        };
    }
}
