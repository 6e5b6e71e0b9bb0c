using NetComm.Analysis;
using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>How often a flow's packets took how long, all receivers together.</summary>
internal static class LatencyHistogramChart
{
    /// <summary>Bins on each side of a bar that stands alone, so that it looks like one.</summary>
    private const int Around = 10;

    public static Chart Of(FlowReport flow)
    {
        var bars = HistogramBars.Of(flow.Samples.Pooled);
        bool isAlone = bars is { Bars.Count: 1, BinWidth: not null };
        string bins = bars.BinWidth is { } width ? $"bins of {Unit.Seconds.Format(width)}" : $"bins that widen with the {flow.LatencyName}";
        string who = flow.Receivers.Count > 1 ? $" to its {flow.Receivers.Count} receivers" : "";
        return new Chart
        {
            Title = $"{flow.Name}: histogram of {flow.LatencyName}",
            Description =
                $"How many packets of the flow {flow.Name}{who} had which {flow.LatencyName}, in {bins}; vertical lines mark percentiles.",
            X = new Axis(FlowCharts.Capital(flow.LatencyName), Unit.Seconds)
            {
                Scale = bars.Scale,
                From = isAlone ? Math.Max(0, bars.Bars[0].X - (Around * bars.BinWidth!.Value)) : null,
                To = isAlone ? bars.Ends[0] + (Around * bars.BinWidth!.Value) : null,
            },
            Y = new Axis(
                bars.BinWidth is { } each ? $"Packets, per {Unit.Seconds.Format(each)}" : "Packets, per bin", Unit.Count)
            { From = 0 },
            Series = [Series.Histogram(flow.Name, bars.Bars, bars.Ends) with { Count = flow.Samples.Pooled.Sum(value => value.Count) }],
            Marks = flow.Total.Latency is { } latency ? [.. MarksOf(latency)] : [],
        };
    }

    /// <summary>Percentiles that are the same value share a mark.</summary>
    private static IEnumerable<VerticalMark> MarksOf(LatencyMeasurement latency) =>
        new[] { ("p50", latency.P50.TotalSeconds), ("p95", latency.P95.TotalSeconds), ("p99", latency.P99.TotalSeconds) }
            .GroupBy(percentile => Unit.Seconds.Format(percentile.Item2))
            .Select(same =>
            new VerticalMark(same.Last().Item2, $"{string.Join(", ", same.Select(percentile => percentile.Item1))}: {same.Key}"));
}
