using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>
/// Packets that overtake. Each takes 1 ms to transmit: (97 + 28) B × 8 / 1 Mbit/s; they are sent every 5 ms, and the delay is 20 ms.
/// </summary>
public sealed class ReorderTests
{
    /// <summary>Only the third packet, sent at 10 ms, overtakes.</summary>
    private const string OnlyTheThird =
        "{ at: 7 ms, link: wire, do: set, reorder: 100 % }, { at: 12 ms, link: wire, do: set, reorder: 0 % }";

    [Theory]
    [InlineData("", "3 at 11 ms, 1 at 21 ms, 2 at 26 ms, 4 at 36 ms")]
    [InlineData("reorder-by: 8 ms", "1 at 21 ms, 3 at 23 ms, 2 at 26 ms, 4 at 36 ms")]
    [InlineData("reorder-by: 1 ms", "1 at 21 ms, 2 at 26 ms, 3 at 30 ms, 4 at 36 ms")]
    [InlineData("reorder-by: 1 s", "3 at 11 ms, 1 at 21 ms, 2 at 26 ms, 4 at 36 ms")]
    public void A_packet_overtakes_by_so_much_but_never_before_it_has_left(string keys, string arrivals)
    {
        EventList events = Run(keys, "interval: 5 ms", count: 4, OnlyTheThird);

        Assert.Equal(arrivals, Arrivals(events));
    }

    [Fact]
    public void An_overtaker_has_its_copy_beside_it()
    {
        EventList events = Run("duplicate: 100 %, reorder-by: 8 ms", "interval: 5 ms", count: 4, OnlyTheThird);

        Assert.Equal("1 at 21 ms, 1 at 21 ms, 3 at 23 ms, 3 at 23 ms, 2 at 26 ms, 2 at 26 ms, 4 at 36 ms, 4 at 36 ms", Arrivals(events));
    }

    [Theory]
    [InlineData("3 packets")]
    [InlineData("400 B")]
    public void Who_overtakes_leaves_the_queue_no_sooner(string limit)
    {
        string[] refused =
            [.. new[] { "0 %", "50 %", "100 %" }
                .Select(share => string.Join(',', Run($"reorder: {share}, queue: {{ limit: {limit} }}", "interval: 300 us", count: 60)
            .Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.QueueFull).Select(e => $"{e.Packet} at {e.Time}")))];

        Assert.NotEmpty(refused[0]);
        Assert.All(refused, one => Assert.Equal(refused[0], one));
    }

    [Fact]
    public void A_link_that_goes_down_loses_overtaker_and_overtaken()
    {
        EventList events =
            Run("reorder-by: 8 ms", "interval: 5 ms", count: 8,
                OnlyTheThird + ", { at: 22 ms, link: wire, do: down }, { at: 28 ms, link: wire, do: up }");

        // At 22 ms the second to the fifth are on their way, the third ahead of the second; the sixth, at 25 ms, finds the link down.
        Assert.Equal("1 at 21 ms, 7 at 51 ms, 8 at 56 ms", Arrivals(events));
        Assert.Equal([2, 3, 4, 5, 6], events.Of(TraceEventKind.Dropped).Select(e => e.Packet).Order());
        Assert.Equal(5, events.Drops(DropReason.Down));
    }

    [Fact]
    public void Overtakers_that_wait_are_drawn_anew_when_the_link_changes()
    {
        EventList events =
            Run("reorder: 100 %", "interval: 100 us", count: 4, "{ at: 1500 us, link: wire, do: set, rate: 2 Mbps, reorder: 0 % }");

        // The first left at 1 ms; the second, in transmission until 2 ms, overtakes still; the others take 0.5 ms each and the whole delay.
        Assert.Equal("1 at 1 ms, 2 at 2 ms, 3 at 22.5 ms, 4 at 23 ms", Arrivals(events));
        Assert.Equal([3, 4], events.Of(TraceEventKind.Withdrawn).Select(e => e.Packet));
    }

    [Fact]
    public void Those_that_wait_may_overtake_when_the_link_changes()
    {
        EventList events = Run("", "interval: 100 us", count: 4, "{ at: 1500 us, link: wire, do: set, reorder: 100 %, reorder-by: 20 ms }");

        Assert.Equal("3 at 3 ms, 4 at 4 ms, 1 at 21 ms, 2 at 22 ms", Arrivals(events));
    }

    [Fact]
    public void The_packet_in_transmission_keeps_its_copy_when_the_link_changes()
    {
        EventList events = Run("duplicate: 100 %", "interval: 100 us", count: 2, "{ at: 500 us, link: wire, do: set, delay: 30 ms }");

        Assert.Equal("1 at 21 ms, 1 at 21 ms, 2 at 32 ms, 2 at 32 ms", Arrivals(events));
    }

    [Fact]
    public void A_packet_that_others_overtook_is_reordered()
    {
        using Trace trace = Trace("reorder-by: 8 ms", "interval: 5 ms", count: 4, OnlyTheThird);

        FlowMeasurement flow = Measurements.From(trace).Flows[0];

        // RFC 4737: one that comes after a packet with a greater number. The third passed the second.
        Assert.Equal((4, 1, 0), (flow.Received, flow.Reordered, flow.Duplicates));
    }

    [Fact]
    public void Jitter_does_not_reorder_those_that_overtake_among_themselves()
    {
        EventList events = Run("jitter: 3 ms, reorder: 100 %, reorder-by: 5 ms", "interval: 2 ms", count: 1000);

        Assert.Equal(Enumerable.Range(1, 1000), events.Of(TraceEventKind.Received).Select(e => (int)e.Packet));
    }

    [Fact]
    public void On_a_lan_each_receiver_has_its_own_overtakers()
    {
        Scenario scenario = ScenarioReader.Parse("""
            scenario: Reordering at a switch
            hosts: [a, b, c]
            lans: { office: { members: [a, b, c], delay: 20 ms, reorder: 20 % } }
            flows: [ { name: news, cast: broadcast, from: a, to: office, traffic: { kind: constant, interval: 1 ms, size: 100 B }, count: 500 } ]
            """, "test.yaml");
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        EventList events = EventList.Of(trace);

        Dictionary<long, SimTime> sent = events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        long[][] early =
            [.. new[] { 1, 2 }
                .Select(node => events.Of(TraceEventKind.Received).Where(
                e => e.Place == node && e.Time - sent[e.Packet] == SimDuration.FromMilliseconds(10)).Select(e => e.Packet).ToArray())];

        // Half of the delay lies before the switch. n p = 100, σ = 8.9.
        Assert.All(early, one => Assert.InRange(one.Length, 71, 129));
        Assert.NotEqual(early[0], early[1]);
    }

    private static string Arrivals(EventList events) =>
        string.Join(
            ", ", events.Of(TraceEventKind.Received)
                .Select(e => FormattableString.Invariant($"{e.Packet} at {e.Time.TotalSeconds * 1000} ms")));

    private static EventList Run(string keys, string interval, int count, string faults = "")
    {
        using Trace trace = Trace(keys, interval, count, faults);
        return EventList.Of(trace);
    }

    private static Trace Trace(string keys, string interval, int count, string faults = "") => SimulatedRun.Of(ScenarioReader.Parse($$"""
        scenario: Packets that overtake
        hosts: [a, b]
        links: [ { name: wire, between: [a, b], rate: 1 Mbps, delay: 20 ms, {{keys}} } ]
        flows: [ { name: data, from: a, to: b, traffic: { kind: constant, {{interval}}, size: 97 B }, count: {{count}} } ]
        faults: [ {{faults}} ]
        """, "test.yaml")).Trace;
}
