using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>How often a link duplicates, corrupts and reorders, and how far a packet's fate follows the one before.</summary>
public sealed class ImpairmentTests
{
    private const int Packets = 20_000;

    [Theory]
    [InlineData("duplicate")]
    [InlineData("corrupt")]
    [InlineData("reorder")]
    public void Its_share_is_binomial(string key)
    {
        bool[] hit = Hits($"{key}: 10 %");

        // n p = 2000, σ = √(n p (1 − p)) = 42.4; 3.29 σ is the 99.9 % interval.
        Assert.InRange(hit.Count(one => one), 2000 - 139, 2000 + 139);
        Assert.Equal(0, Lag1(hit), 0.03);
    }

    [Theory]
    [InlineData("duplicate")]
    [InlineData("corrupt")]
    [InlineData("reorder")]
    public void Correlation_is_that_of_neighbours_and_leaves_the_share(string key)
    {
        bool[] hit = Hits($"{key}: {{ share: 20 %, correlation: 50 % }}");

        // σ of the share: √(0.2 × 0.8 / n × (1 + c)/(1 − c)) = 0.0049.
        Assert.Equal(0.2, hit.Count(one => one) / (double)Packets, 3.29 * 0.0049);
        Assert.Equal(0.5, Lag1(hit), 0.03);
    }

    /// <summary>They draw from one stream in turn, but each for itself.</summary>
    [Fact]
    public void They_hit_independently_of_each_other()
    {
        const string All = "loss: 10 %, duplicate: 10 %, corrupt: 10 %, reorder: 10 %";
        EventList events = Run(All);

        HashSet<long> lost = [.. events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.Loss).Select(e => e.Packet)];
        HashSet<long> corrupt =
            [.. events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.Checksum).Select(e => e.Packet)];
        HashSet<long> twice = [.. events.Of(TraceEventKind.Delivered).Where(e => e.Extra == 1).Select(e => e.Packet)];

        // Of 20 000: 2000 lost; of the rest 10 % corrupt, and 10 % of these twice. A copy is alike in all, so it is dropped too.
        Assert.Equal(2000, lost.Count, 3.29 * 42.4);
        Assert.Equal(1800, corrupt.Count, 3.29 * 40.5);
        Assert.Equal(180, corrupt.Intersect(twice).Count(), 3.29 * 13.4);
        Assert.Equal(corrupt.Count + corrupt.Intersect(twice).Count(), events.Drops(DropReason.Checksum));
        Assert.Empty(corrupt.Intersect(events.Of(TraceEventKind.Received).Select(e => e.Packet)));
    }

    /// <summary>What a link does not do draws nothing, so all other random numbers stay.</summary>
    [Fact]
    public void Shares_of_zero_change_nothing()
    {
        string without = SimulatedRun.Of(Scenario("loss: 10 %, jitter: 1 ms")).Trace.Hash;
        string zero =
            SimulatedRun.Of(
                Scenario(
                    "loss: 10 %, jitter: 1 ms, duplicate: 0 %, corrupt: { share: 0 %, correlation: 50 % }, reorder: 0 %, reorder-by: 3 " +
                    "ms")).Trace.Hash;

        Assert.Equal(without, zero);
    }

    private static bool[] Hits(string keys)
    {
        EventList events = Run(keys);
        Dictionary<long, SimTime> sent = events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        HashSet<long> corrupt =
            [.. events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.Checksum).Select(e => e.Packet)];
        HashSet<long> twice = [.. events.Of(TraceEventKind.Delivered).Where(e => e.Extra == 1).Select(e => e.Packet)];
        HashSet<long> early = [.. events.Of(TraceEventKind.Received).Where(e => e.Time == sent[e.Packet]).Select(e => e.Packet)];
        return [.. sent.Keys.Order().Select(packet => corrupt.Contains(packet) || twice.Contains(packet) || early.Contains(packet))];
    }

    private static double Lag1(bool[] hit)
    {
        double mean = hit.Count(one => one) / (double)hit.Length;
        double Deviation(int place) => (hit[place] ? 1 : 0) - mean;
        return Enumerable.Range(0, hit.Length - 1).Sum(i => Deviation(i) * Deviation(i + 1)) / Enumerable.Range(0, hit.Length)
            .Sum(i => Deviation(i) * Deviation(i));
    }

    private static EventList Run(string keys) => EventList.Of(SimulatedRun.Of(Scenario(keys)).Trace);

    private static Scenario Scenario(string keys) => ScenarioReader.Parse($$"""
        scenario: One unreliable link
        seed: 5
        hosts: [a, b]
        links: [ { between: [a, b], delay: 20 ms, {{keys}} } ]
        flows: [ { name: data, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 1000 B }, count: {{Packets}} } ]
        """, "test.yaml");
}
