using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>RIP as packets over the links of a simulated run.</summary>
public sealed class RipTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly Traffic EverySecond = TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 100);

    [Fact]
    public void Tables_start_empty_and_packets_get_through_once_routers_have_told_each_other()
    {
        Scenario scenario = Chain().Flow("a", "b", EverySecond, count: 30).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.True(events.Drops(DropReason.NoRoute) > 0);
        Assert.Equal(Enumerable.Range(15, 15).Select(i => (long)i), ReceivedSequences(events).Where(sequence => sequence >= 15));
    }

    [Fact]
    public void When_a_link_fails_the_routers_find_another_way_after_a_while()
    {
        Scenario scenario = Ring().Flow("a", "b", EverySecond, count: 120)
            .LinkDown(SimDuration.FromSeconds(40), "r1--r2").Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        long[] received = [.. ReceivedSequences(events)];
        Assert.Contains(39, received);
        Assert.DoesNotContain(40, received);
        Assert.Equal(Enumerable.Range(80, 40).Select(i => (long)i), received.Where(sequence => sequence >= 80));
    }

    [Fact]
    public void Messages_go_to_all_rip_routers_and_hosts_say_nothing()
    {
        Scenario scenario = Ring().Flow("a", "b", EverySecond, count: 5).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        NetworkInterface[] interfaces = [.. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        Assert.All(
            events.Of(TraceEventKind.ControlSent), sent => Assert.Equal(NodeKind.Router, scenario.Nodes[interfaces[sent.Place].Node].Kind));
        Assert.True(events.Of(TraceEventKind.ControlSent).Count() >= 6);
    }

    [Fact]
    public void The_next_member_of_an_anycast_service_takes_over_after_a_gap()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "eu", "us").Routers("r1", "r2")
            .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("eu", "r1", OneMillisecond)
            .Link("us", "r2", OneMillisecond)
            .Anycast("dns", "eu", "us").Routing(RoutingKind.Rip).Flow("a", "dns", EverySecond, count: 120)
            .Crash(SimDuration.FromMilliseconds(40_500), "eu").Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        string[] by = [.. events.Of(TraceEventKind.Received).Select(e => scenario.Nodes[e.Place].Name)];
        Assert.Equal(["eu", "us"], by.Distinct());
        Assert.InRange(by.Length, 60, 119);
        Assert.Equal("us", by[^1]);
    }

    [Fact]
    public void A_router_that_crashed_and_returned_learns_everything_anew()
    {
        Scenario scenario = Chain().Flow("a", "b", EverySecond, count: 140)
            .Crash(SimDuration.FromSeconds(40), "r2")
            .Restart(SimDuration.FromSeconds(60), "r2").Build();

        long[] received = [.. ReceivedSequences(EventList.Of(SimulatedRun.Of(scenario).Trace))];

        Assert.DoesNotContain(received, sequence => sequence is >= 40 and < 60);
        Assert.Equal(Enumerable.Range(100, 40).Select(i => (long)i), received.Where(sequence => sequence >= 100));
    }

    /// <summary>a at r1, b at r2, r1 and r2 joined directly and by way of r3.</summary>
    private static NetworkBuilder Ring() => new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2", "r3")
        .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("r1", "r3", OneMillisecond).Link("r3", "r2", OneMillisecond)
        .Link("r2", "b", OneMillisecond).Routing(RoutingKind.Rip);

    /// <summary>a, r1, r2, r3, b in a row.</summary>
    private static NetworkBuilder Chain() => new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2", "r3")
        .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("r2", "r3", OneMillisecond).Link("r3", "b", OneMillisecond)
        .Routing(RoutingKind.Rip);

    private static IEnumerable<long> ReceivedSequences(EventList events)
    {
        Dictionary<long, long> sequences =
            events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => new PacketSent(e).Sequence);
        return events.Of(TraceEventKind.Received).Select(e => sequences[e.Packet]);
    }
}
