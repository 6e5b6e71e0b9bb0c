using NetComm.Runtime.Simulated;
using NetComm.Runtime.Tests.Loopback;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Partitions;

/// <summary>What happens to routes when the cost of a link changes: two ways from r1 to r2, directly and by r3.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class CostTests
{
    // Three links by the core, four without it: 10 packets, of which those sent at 50 ms or later take the long way.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Static_routes_follow_the_cost_at_once(bool real)
    {
        Scenario scenario = Network().SetCost(SimDuration.FromMilliseconds(45), "core", 5)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 100), count: 10).Build();

        EventList events = EventList.Of(real ? (await LoopbackRuns.OfAsync(scenario)).Trace : SimulatedRun.Of(scenario).Trace);

        int[] hops =
            [.. events.Of(TraceEventKind.Delivered).GroupBy(e => e.Packet).OrderBy(packet => packet.Key).Select(packet => packet.Count())];
        Assert.Equal(10, hops.Length);
        Assert.Equal(hops.Order(), hops);
        Assert.Equal((3, 4), (hops[0], hops[^1]));
        if (!real) Assert.Equal([3, 3, 3, 3, 3, 4, 4, 4, 4, 4], hops);
    }

    // r1 takes the dearer route until r3 tells it again of its own, with the next of its updates, 25 to 35 s apart.
    [Fact]
    public void Rip_takes_another_way_when_it_hears_of_one_that_costs_less()
    {
        Scenario scenario = Network().Routing(RoutingKind.Rip).SetCost(SimDuration.FromSeconds(60), "core", 5)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 100), count: 110).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Dictionary<long, SimTime> sent = events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        (int Second, int Hops)[] packets =
        [
            .. events.Of(TraceEventKind.Delivered).Where(e => sent.ContainsKey(e.Packet)).GroupBy(e => e.Packet)
                .Select(packet => ((int)sent[packet.Key].TotalSeconds, packet.Count())).Where(packet => packet.Item1 >= 40),
        ];
        Assert.Equal(70, packets.Length);
        Assert.Equal(70, events.Of(TraceEventKind.Received).Count(e => sent[e.Packet].TotalSeconds >= 40));
        Assert.All(packets.Where(packet => packet.Second < 60), packet => Assert.Equal(3, packet.Hops));
        Assert.All(packets.Where(packet => packet.Second > 96), packet => Assert.Equal(4, packet.Hops));
    }

    private static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2", "r3")
        .Link("a", "r1").Link("b", "r2").Link("r1", "r2", name: "core").Link("r1", "r3").Link("r3", "r2");
}
