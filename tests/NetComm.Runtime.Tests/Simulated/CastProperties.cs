using FsCheck.Xunit;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>What must hold of anycast and broadcast on random networks without loss.</summary>
public sealed class CastProperties
{
    [Property(MaxTest = 150)]
    public void Anycast_reaches_the_live_member_that_an_independent_search_finds_nearest(int shape)
    {
        Scenario scenario = RandomNetwork(shape, out int crashed);
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);
        long[,] whole = LeastCosts.Of(scenario);
        long[,] live = LeastCosts.Of(scenario, without: crashed);

        Flow flow = scenario.Flows[0];
        foreach (TraceEvent received in EventsOf(events, TraceEventKind.Received, flow.Index))
        {
            bool isAfter = SentAt(events, received.Packet) >= scenario.Faults[0].At;
            long[,] cost = isAfter ? live : whole;
            int[] members = [.. scenario.AnycastServices[0].Members.Where(member => !isAfter || member != crashed)];
            Assert.Equal(members.Min(member => cost[flow.From, member]), cost[flow.From, received.Place]);
        }

        // All are received but those sent to a member while it was down, which no other one stood in for.
        bool isAlone = scenario.AnycastServices[0].Members.All(member => member == crashed);
        Assert.Equal(isAlone ? 3 : 6, EventsOf(events, TraceEventKind.Received, flow.Index).Count());
    }

    [Property(MaxTest = 150)]
    public void A_broadcast_reaches_every_other_host_of_its_lan_once_and_nobody_else(int shape)
    {
        Scenario scenario = RandomNetwork(shape, out int crashed);
        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Flow flow = scenario.Flows[1];
        Lan lan = scenario.Links.OfType<Lan>().Single();
        int[] others =
            [.. lan.Interfaces.Select(at => at.Node)
                .Where(node => node != flow.From && scenario.Nodes[node].Kind == NodeKind.Host).Order()];
        IReadOnlyList<Direction> directions = Direction.Of(scenario.Nodes, scenario.Links);
        foreach (long packet in EventsOf(events, TraceEventKind.PacketSent, flow.Index).Select(e => e.Packet))
        {
            bool isAfter = SentAt(events, packet) >= scenario.Faults[0].At;
            Assert.Equal(others.Where(node => !isAfter || node != crashed),
                events.Of(TraceEventKind.Received).Where(e => e.Packet == packet).Select(e => e.Place).Order());
            Assert.All(events.Of(TraceEventKind.Enqueued).Where(e => e.Packet == packet),
                e => Assert.Equal(lan.Index, directions[e.Place].Medium));
        }
    }

    [Property(MaxTest = 150)]
    public void No_packet_crosses_the_same_direction_twice(int shape)
    {
        EventList events = EventList.Of(SimulatedRun.Of(RandomNetwork(shape, out _)).Trace);

        Assert.All(events.Of(TraceEventKind.Enqueued).GroupBy(e => (e.Packet, e.Place)), crossing => Assert.Single(crossing));
    }

    private static IEnumerable<TraceEvent> EventsOf(EventList events, TraceEventKind kind, int flow)
    {
        HashSet<int> conversations = [.. events.Of(TraceEventKind.ConversationOpened).Where(e => e.Packet == flow).Select(e => e.Place)];
        HashSet<long> packets = [.. events.Of(TraceEventKind.PacketSent).Where(e => conversations.Contains(e.Place)).Select(e => e.Packet)];
        return events.Of(kind).Where(e => packets.Contains(e.Packet));
    }

    private static SimTime SentAt(EventList events, long packet) =>
        events.Of(TraceEventKind.PacketSent).Single(e => e.Packet == packet).Time;

    /// <summary>
    /// Up to six routers with redundant links, hosts on links and a LAN; an anycast flow from a host on the LAN, and a broadcast flow
    /// there. One member of the service crashes between the third packet and the fourth.
    /// </summary>
    private static Scenario RandomNetwork(int shape, out int crashed)
    {
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "shape");
        int Below(int n) => (int)(draw.NextDouble() * n);
        int routers = 1 + Below(6), hosts = 3 + Below(6);
        string[] names = [.. Enumerable.Range(0, hosts).Select(i => $"h{i}")];
        NetworkBuilder network = new NetworkBuilder().Hosts(names).Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        string[] onLan =
            ["h0", .. names.Skip(1).Where(_ => Below(3) == 0),
                .. Enumerable.Range(0, routers).Where(i => i == 0 || Below(4) == 0).Select(i => $"r{i}")];
        network.Lan("lan", Properties(), onLan);
        foreach (string host in names.Where(host => !onLan.Contains(host)))
            network.Link(host, $"r{Below(routers)}", Properties(), cost: 1 + Below(3));
        for (int i = 1; i < routers; i++) network.Link($"r{i}", $"r{Below(i)}", Properties(), cost: 1 + Below(3), name: $"core{i}");
        for (int i = 0; i < routers - 1; i++)
            network.Link($"r{i}", $"r{i + 1 + Below(routers - i - 1)}", Properties(), cost: 1 + Below(3), name: $"extra{i}");

        string[] members = [.. names.Skip(1).Where((_, i) => i == 0 || Below(2) == 0)];
        string victim = members[Below(members.Length)];
        network.Anycast("service", members)
            .Flow("h0", "service", TestNetworks.Every(SimDuration.FromMilliseconds(100), bytes: 1 + Below(1000)), count: 6)
            .Flow("h0", "lan", TestNetworks.Every(SimDuration.FromMilliseconds(100), bytes: 1 + Below(1000)), count: 6)
            .Crash(SimDuration.FromMilliseconds(250), victim);
        Scenario scenario = network.Build(seed: shape & int.MaxValue);
        crashed = scenario.FindNode(victim)!.Index;
        return scenario;

        LinkProperties Properties() => new()
        {
            Rate = Bandwidth.FromBits(10_000_000 + Below(20_000_000)),
            Delay = SimDuration.FromMicroseconds(Below(2000)),
        };
    }
}
