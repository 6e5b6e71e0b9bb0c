namespace NetComm.Reporting.Sections.Flows.Latencies;

internal static class LatencyCourseChart
{
    /// <summary>Of fewer packets the greatest of all is the p99, by nearest rank.</summary>
    private const int LeastForP99 = 100;

    /// <summary>The chart; null where packets are few, or their percentiles never change.</summary>
    public static Chart? Of(FlowReport flow)
    {
        IReadOnlyList<LatencyInterval> intervals = flow.Samples.LatencyIntervals;
        if (intervals.Count < 2 || intervals.All(one => (one.P50, one.P95, one.P99) == (one.P50, one.P50, intervals[0].P50))) return null;
        string width = Unit.Seconds.Format(intervals[0].Width);
        string who = flow.Receivers.Count > 1 ? $" to its {flow.Receivers.Count} receivers" : "";
        string few = intervals.Any(one => one.Count < LeastForP99)
            ? $" In an interval of fewer than {LeastForP99} packets, p99 is the highest {flow.LatencyName}." : "";
        return new Chart
        {
            Title = $"{flow.Name}: percentiles of {flow.LatencyName} over time",
            Description =
                $"Of the packets of the flow {flow.Name}{who} that were sent in each {width}, 50 %, 95 % and 99 % had at most this " +
                    $"{flow.LatencyName}. Intervals in which fewer than {LatencyIntervals.LeastInInterval} arrived are left out.{few}",
            X = FlowCharts.Time(flow, "Sent at"),
            Y = new Axis($"{FlowCharts.Capital(flow.LatencyName)}, per {width}", Unit.Seconds) { Scale = ScaleOf(intervals) },
            Series =
            [
                StepsOf("p50", intervals, one => one.P50) with { Style = FlowCharts.StyleOf(0) },
                StepsOf("p95", intervals, one => one.P95) with { Style = FlowCharts.StyleOf(1) },
                StepsOf("p99", intervals, one => one.P99) with { Style = FlowCharts.StyleOf(2) },
            ],
        };
    }

    private static AxisScale ScaleOf(IReadOnlyList<LatencyInterval> intervals) =>
        ScaleRule.For(intervals.Min(one => one.P50), intervals.Max(one => one.P99));

    /// <summary>A value for each interval; where some were left out, a gap.</summary>
    private static Series StepsOf(string name, IReadOnlyList<LatencyInterval> intervals, Func<LatencyInterval, double> valueOf)
    {
        var points = new List<ChartPoint>();
        for (int i = 0; i < intervals.Count; i++)
        {
            points.Add(new ChartPoint(intervals[i].From, valueOf(intervals[i])));
            if (i < intervals.Count - 1 && intervals[i + 1].From - intervals[i].To < intervals[i].Width / 2) continue;
            points.Add(new ChartPoint(intervals[i].To, valueOf(intervals[i])));
            points.Add(new ChartPoint(intervals[i].To, double.NaN));
        }
        return Series.Step(name, points) with { Count = intervals.Count };
    }
}
