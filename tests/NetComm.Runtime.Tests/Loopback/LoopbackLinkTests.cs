using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Real datagrams cross the links and IP layers of a simulated run, driven by the timer thread.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackLinkTests
{
    [Fact]
    public async Task A_faster_link_sends_what_waits_faster()
    {
        // Of ten packets, each 1000 bytes with its headers, at 20 kbit/s one leaves in 400 ms; at 8 Mbit/s each of the others in 1 ms.
        EventList real = await RunAsync("""
            hosts: [a, b]
            links: [ { name: wire, between: [a, b], rate: 20 kbps } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 972 B }, count: 10 } ]
            faults: [ { at: 200 ms, link: wire, do: set, rate: 8 Mbps } ]
            """);

        SimTime changed = real.Of(TraceEventKind.MediumSet).Single().Time;
        Assert.Equal(9, real.Of(TraceEventKind.Withdrawn).Count());
        Assert.All(real.Of(TraceEventKind.Withdrawn), e => Assert.Equal(changed, e.Time));
        Assert.Equal(10, real.Of(TraceEventKind.Received).Count());
        Assert.True(real.Of(TraceEventKind.Received).Max(e => e.Time) < changed + SimDuration.FromSeconds(2));
    }

    [Fact]
    public async Task A_datagram_larger_than_the_mtu_crosses_in_fragments()
    {
        EventList real = await RunAsync("""
            hosts: [a, b]
            routers: [r]
            links: [ { between: [a, r] }, { between: [r, b], mtu: 600 B } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 2000 B }, count: 5 } ]
            """);

        // 2028 B are 1500 B and 548 B on the first link; on the second, of 576 B of payload at most, the first of them is three.
        Assert.Equal(5 * 2, real.Of(TraceEventKind.Delivered).Count(e => e.Place == 0));
        Assert.Equal(5 * 4, real.Of(TraceEventKind.Delivered).Count(e => e.Place == 2));
        Assert.Equal(5, real.Of(TraceEventKind.Received).Count());
    }

    [Fact]
    public async Task One_lost_fragment_loses_the_datagram()
    {
        const string network = """
            hosts: [a, b]
            links: [ { between: [a, b], loss: 10 % } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 4000 B }, count: 50 } ]
            """;

        EventList real = await RunAsync(network), simulated = EventList.Of(SimulatedRun.Of(Parse(network)).Trace);

        // Each datagram is three fragments: those that chance hits are the same in both modes, and so are the datagrams that they end.
        int lost = real.Drops(DropReason.Loss), received = real.Of(TraceEventKind.Received).Count();
        Assert.InRange(lost, 1, 149);
        Assert.InRange(received, 50 - lost, 49);
        Assert.Equal(simulated.Drops(DropReason.Loss), lost);
        Assert.Equal(simulated.Of(TraceEventKind.Received).Count(), received);
    }

    private static async Task<EventList> RunAsync(string network)
    {
        RunOutcome real = await LoopbackRuns.OfAsync(Parse(network));
        Assert.True(real.Complete);
        return EventList.Of(real.Trace);
    }

    private static Scenario Parse(string network) => ScenarioReader.Parse("scenario: Links\nseed: 7\n" + network, "test.yaml");
}
