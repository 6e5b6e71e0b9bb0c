using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>What links do to packets is the same on real sockets as in simulation: the same packets are hit.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackImpairmentTests
{
    [Theory]
    [InlineData("corrupt: 20 %")]
    [InlineData("corrupt: { share: 20 %, correlation: 50 % }, duplicate: { share: 20 %, correlation: 30 % }")]
    [InlineData("loss: 10 %, jitter: 1 ms, duplicate: 10 %, corrupt: 10 %, reorder: { share: 20 %, correlation: 40 % }")]
    public async Task The_same_packets_are_hit_at_the_same_places(string keys)
    {
        (EventList real, EventList simulated) = await BothAsync($$"""
            hosts: [a, b]
            routers: [r]
            links: [ { between: [a, r], delay: 5 ms, {{keys}} }, { between: [r, b], corrupt: 10 % } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 100 B }, count: 200 } ]
            """);

        static string[] Ends(EventList events) =>
            [.. events.Of(TraceEventKind.Dropped).Select(e => $"{e.Packet} {(DropReason)e.Reason} at {e.Place}")
                .Order(StringComparer.Ordinal)];
        static long[] Received(EventList events) => [.. events.Of(TraceEventKind.Received).Select(e => e.Packet).Order()];
        Assert.Contains(Ends(simulated), end => end.Contains("Checksum", StringComparison.Ordinal));
        if (keys.Contains("reorder", StringComparison.Ordinal))
        {
            // Who comes to the second link in another order meets other random numbers there: only what the first one did is compared.
            Assert.Equal(FirstLink(simulated), FirstLink(real));
            return;
        }

        Assert.Equal(Ends(simulated), Ends(real));
        Assert.Equal(Received(simulated), Received(real));
    }

    [Fact]
    public async Task The_same_packets_overtake()
    {
        // Those that overtake are delivered when they have left, all others two seconds later.
        (EventList real, EventList simulated) = await BothAsync("""
            hosts: [a, b]
            links: [ { between: [a, b], delay: 2 s, reorder: 30 % } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 100 B }, count: 60 } ]
            """);

        long[] order = [.. simulated.Of(TraceEventKind.Delivered).Select(e => e.Packet)];
        Assert.NotEqual(order.Order(), order);
        Assert.Equal(order, real.Of(TraceEventKind.Delivered).Select(e => e.Packet));
    }

    [Fact]
    public async Task A_corrupted_frame_of_a_lan_ends_at_the_interface_of_each_receiver_with_its_own_luck()
    {
        (EventList real, EventList simulated) = await BothAsync("""
            hosts: [a, b, c]
            lans: { office: { members: [a, b, c], corrupt: 30 % } }
            flows: [ { name: news, cast: broadcast, from: a, to: office, traffic: { kind: constant, interval: 1 ms, size: 100 B }, count: 100 } ]
            """);

        static (long, int)[] Ends(EventList events) => [.. events.Of(TraceEventKind.Dropped).Select(e => (e.Packet, e.Place)).Order()];
        Assert.Equal([-3, -2], Ends(simulated).Select(end => end.Item2).Distinct().Order());
        Assert.Equal(Ends(simulated), Ends(real));
        Assert.Equal(200, real.Of(TraceEventKind.Received).Count() + real.Drops(DropReason.Checksum));
    }

    [Fact]
    public async Task A_link_that_goes_down_loses_those_that_overtake_too()
    {
        (EventList real, _) = await BothAsync("""
            hosts: [a, b]
            links: [ { name: wire, between: [a, b], delay: 200 ms, reorder: 50 %, reorder-by: 20 ms } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 100 B }, count: 100 } ]
            faults: [ { at: 150 ms, link: wire, do: down } ]
            """);

        Assert.Equal(100, real.Drops(DropReason.Down) + real.Of(TraceEventKind.Received).Count());
        SimTime down = real.Of(TraceEventKind.MediumDown).Single().Time;
        Assert.DoesNotContain(real.Of(TraceEventKind.Delivered), e => e.Time > down);
    }

    [Fact]
    public async Task Tcp_meets_no_chance()
    {
        (EventList real, _) = await BothAsync("""
            hosts: [a, b]
            links: [ { between: [a, b], corrupt: 50 %, reorder: 50 %, delay: 1 ms } ]
            flows: [ { name: copy, from: a, to: b, transport: tcp, traffic: { kind: bulk, bytes: 20 kB } } ]
            """, simulate: false);

        Assert.Empty(real.Of(TraceEventKind.Dropped));
        Assert.Equal(20_000, real.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
    }

    private static string[] FirstLink(EventList events) =>
    [
        .. events.Of(TraceEventKind.Dropped).Where(e => e.Place is 0 or -3).Select(e => $"{e.Packet} {(DropReason)e.Reason}")
            .Concat(events.Of(TraceEventKind.Delivered).Where(e => e.Place == 0).Select(e => $"{e.Packet} delivered"))
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<(EventList Real, EventList Simulated)> BothAsync(string network, bool simulate = true)
    {
        Scenario scenario = ScenarioReader.Parse("scenario: Both modes\nseed: 7\n" + network, "test.yaml");
        RunOutcome real = await LoopbackRuns.OfAsync(scenario);
        Assert.True(real.Complete);
        return (EventList.Of(real.Trace), simulate ? EventList.Of(SimulatedRun.Of(scenario).Trace) : new EventList());
    }
}
