using NetComm.Analysis;
using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Sections.Percentiles;

/// <summary>
/// The chart that lays the latencies of all flows side by side, percentile by percentile; in a run of one flow those of its receivers.
/// </summary>
internal static class PercentileChart
{
    /// <summary>Lines that a reader tells apart; of more flows those with the greatest p99.</summary>
    private const int MostLines = 10;

    /// <summary>The picture; null where there is nothing to compare, or no line would rise anywhere.</summary>
    public static Picture? Of(IReadOnlyList<FlowReport> flows)
    {
        List<FlowReport> measured = flows.Where(flow => flow.Samples.Pooled.Count > 0).ToList();
        List<Line> lines = measured.Count == 1 ? LinesOf(measured[0])
            : [.. measured.Select(flow => new Line(NameOf(flow, measured), flow.Total.Latency, flow.Samples.Pooled))];
        if (lines.Count < 2 || lines.TrueForAll(line => IsFlat(line.Values))) return null;

        List<Line> shown = lines.Count <= MostLines
            ? lines : [.. lines.Select((line, i) => (line, i)).OrderByDescending(pair => pair.line.Latency?.P99).Take(MostLines)
            .OrderBy(pair => pair.i).Select(pair => pair.line)];
        string of = measured.Count == 1 ? $"{measured[0].Name}: {measured[0].LatencyName}" : "All flows: latency";
        var chart = new Chart
        {
            Title = $"{of} by percentile",
            Description =
                "The time within which each share of the packets arrived. Each further nine on the axis leaves ten times fewer packets " +
                    "above it.",
            X = new Axis("Percentile", Unit.Share) { Scale = AxisScale.Nines },
            Y = new Axis(measured.All(flow => flow.IsRoundTrip) ? "Round-trip time" : "Latency", Unit.Seconds) { Scale = ScaleOf(shown) },
            Series = [.. shown
                .Select(line => Series.Step(line.Name, PointsOf(line.Values)) with { Count = line.Values.Sum(value => value.Count) })],
        };
        return new Picture("latency-percentiles", "charts/latency-percentiles.svg", chart, CaptionOf(lines, shown));
    }

    private static List<Line> LinesOf(FlowReport flow) =>
        [.. flow.Samples.PooledByReceiver.Where(group => group.Values.Count > 0).Select(
            group => new Line(group.Name, flow.Receivers.FirstOrDefault(receiver => receiver.Host == group.Name)?.Latency, group.Values))];

    private static bool IsFlat(IReadOnlyList<(double Value, long Count)> values) =>
        values[^1].Value - values[0].Value <= values[^1].Value * HistogramBars.Alike;

    /// <summary>One way and there and back are not the same, where both stand in one picture.</summary>
    private static string NameOf(FlowReport flow, List<FlowReport> all) =>
        flow.IsRoundTrip && all.Exists(other => !other.IsRoundTrip) ? $"{flow.Name} (round trip)" : flow.Name;

    private static AxisScale ScaleOf(IReadOnlyList<Line> lines) =>
        ScaleRule.For(lines.Min(line => line.Values[0].Value), lines.Max(line => line.Values[^1].Value));

    /// <summary>
    /// Nearest rank: a value holds from the share of what is less up to its own share; the greatest half a rank beyond that of its
    /// neighbour.
    /// </summary>
    internal static IReadOnlyList<ChartPoint> PointsOf(IReadOnlyList<(double Value, long Count)> values)
    {
        long count = values.Sum(value => value.Count);
        var points = new List<ChartPoint>();
        long below = 0;
        foreach ((double value, long times) in values)
        {
            points.Add(new ChartPoint(below / (double)count, value));
            below += times;
        }
        points.Add(new ChartPoint((count - 0.5) / count, values[^1].Value));
        return points;
    }

    private static string CaptionOf(IReadOnlyList<Line> lines, IReadOnlyList<Line> shown)
    {
        string text =
            "At 50 % read the typical value, at 99 % the value that one packet in a hundred exceeds. Where a line climbs at the right, " +
                "a few packets took much longer than the others. Each line ends at its maximum.";
        return shown.Count == lines.Count ? text : $"{text} Of {lines.Count} flows, the {shown.Count} with the highest p99 are shown.";
    }

    /// <summary>What one line shows: values ascending, and how often each occurred.</summary>
    private sealed record Line(string Name, LatencyMeasurement? Latency, IReadOnlyList<(double Value, long Count)> Values);
}
