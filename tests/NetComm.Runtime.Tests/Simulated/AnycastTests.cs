using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class AnycastTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly Traffic Packets = TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 100);

    [Fact]
    public void The_member_with_the_least_cost_gets_the_packets()
    {
        Scenario scenario = Network(costToEu: 5, costToUs: 2).Flow("a", "dns", Packets, count: 10).Build();

        Assert.Equal(["us"], Receivers(scenario).Distinct());
    }

    [Fact]
    public void Of_two_equally_near_the_one_behind_the_lowest_next_hop_address_does()
    {
        Scenario scenario = Network(costToEu: 2, costToUs: 2).Flow("a", "dns", Packets, count: 10).Build();

        // r--eu is the second link of the network and r--us the third: 10.0.1.2 is below 10.0.2.2.
        Assert.Equal(["eu"], Receivers(scenario).Distinct());
    }

    [Fact]
    public void When_its_link_fails_the_next_takes_over_at_once_and_gives_way_when_it_is_back()
    {
        Scenario scenario = Network(costToEu: 1, costToUs: 2).Flow("a", "dns", Packets, count: 9)
            .LinkDown(SimDuration.FromMilliseconds(25), "r--eu")
            .LinkUp(SimDuration.FromMilliseconds(55), "r--eu").Build();

        Assert.Equal(["eu", "eu", "eu", "us", "us", "us", "eu", "eu", "eu"], Receivers(scenario));
    }

    [Fact]
    public void When_it_crashes_the_next_takes_over_and_what_was_on_its_way_to_it_is_lost_there()
    {
        Scenario scenario = Network(costToEu: 1, costToUs: 2).Flow("a", "dns", Packets, count: 6)
            .Crash(SimDuration.FromMicroseconds(21_500), "eu")
            .Restart(SimDuration.FromMilliseconds(45), "eu").Build();

        Assert.Equal(["eu", "eu", "us", "us", "eu"], Receivers(scenario));
        TraceEvent lost = Assert.Single(EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.Dropped));
        Assert.Equal((DropReason.Down, 3), ((DropReason)lost.Reason, lost.Packet));
    }

    [Fact]
    public void Answers_come_from_the_shared_address()
    {
        var requests = new Traffic.RequestResponse(SimDuration.FromMilliseconds(10), PayloadSize.Of(10), PayloadSize.Of(20));
        Scenario scenario = Network(costToEu: 1, costToUs: 2).Flow("a", "dns", requests, count: 3).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(["udp 10.0.0.1:49152 > 10.99.0.1:9000 ttl 64", "udp 10.99.0.1:9000 > 10.0.0.1:49152 ttl 64"],
            events.Texts(TraceEventKind.ConversationOpened));
        Assert.Equal(3, events.Of(TraceEventKind.Received).Count(e => e.Place == 0));
    }

    [Fact]
    public void A_host_that_crashed_sends_nothing_and_its_programs_run_anew_when_it_is_back()
    {
        NetworkBuilder network = Network(costToEu: 1, costToUs: 2).Flow("a", "us", Packets, count: 6);
        network.Program("a", new ProgramStep.Sleep(SimDuration.FromSeconds(1)))
            .Crash(SimDuration.FromMilliseconds(15), "a")
            .Restart(SimDuration.FromMilliseconds(45), "a");

        EventList events = EventList.Of(SimulatedRun.Of(network.Build()).Trace);

        Assert.Equal([0, 1, 5], events.Of(TraceEventKind.PacketSent).Select(e => new PacketSent(e).Sequence));
        Assert.Equal(["host crashed", ""], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal([0, 45_000], events.Of(TraceEventKind.ProgramStarted).Select(e => e.Time.Picoseconds / 1_000_000));
    }

    private static NetworkBuilder Network(int costToEu, int costToUs) => new NetworkBuilder().Hosts("a", "eu", "us").Routers("r")
        .Link("a", "r", OneMillisecond).Link("r", "eu", OneMillisecond, cost: costToEu).Link("r", "us", OneMillisecond, cost: costToUs)
        .Anycast("dns", "eu", "us");

    private static IEnumerable<string> Receivers(Scenario scenario) =>
        [.. EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.Received).Select(e => scenario.Nodes[e.Place].Name)];
}
