using NetComm.Analysis;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Links;

namespace NetComm.Reporting.Tests.Diagrams.Timeline;

/// <summary>Figures for charts of rows.</summary>
internal static class SampleTimelines
{
    /// <summary>Two flows over four directions, and some ARP.</summary>
    public static IReadOnlyList<LinkReport> Links { get; } =
    [
        Link("core", "r1", "r2", 300_000, 200_000, 100_000), Link("core", "r2", "r1", 0, 0, 0),
        Link("office", "alice", "office", 150_064, 0, 150_000), Link("r2--bob", "r2", "bob", 200_000, 200_000, 0),
    ];

    public static IReadOnlyList<FlowPath> Paths { get; } =
    [
        new("fan-out", "unicast, alice → bob", 0, [200, 0, 0, 200], [200_000, 0, 0, 200_000]),
        new("video", "multicast, alice → film", 0, [100, 0, 150, 0], [100_000, 0, 150_000, 0]),
    ];

    /// <summary>A flow to so many receivers, each a little farther than the one before; the last gets nothing.</summary>
    public static FlowReport FlowTo(int receivers) => new()
    {
        Total = new()
        {
            Name = "video",
            Cast = Cast.Multicast,
            Transport = Transport.Udp,
            From = "alice",
            To = "film",
            Completed = false,
            Receivers = [.. Enumerable.Range(1, receivers)
                .Select(i => new ReceiverMeasurement { Host = $"tv-{i}", Latency = i == receivers ? null : LatencyOf(i) })],
        },
        Samples = new FlowSamples(["tv-1"], 1),
    };

    private static LatencyMeasurement LatencyOf(int i) => new()
    {
        Samples = 100,
        Min = SimDuration.FromMilliseconds(i),
        Mean = new(i * 2e9),
        P50 = SimDuration.FromMicroseconds(i * 1500),
        P90 = SimDuration.FromMicroseconds(i * 2200),
        P95 = SimDuration.FromMicroseconds(i * 2500),
        P99 = SimDuration.FromMicroseconds(i * 2900),
        Max = SimDuration.FromMilliseconds(i * 3),
        StandardDeviation = new(1e8),
    };

    private static LinkReport Link(string name, string from, string to, long bytes, params long[] byPath) =>
        new(name, from, to, bytes / 1000, bytes, null, null, null, []) { BytesByPath = byPath };
}
