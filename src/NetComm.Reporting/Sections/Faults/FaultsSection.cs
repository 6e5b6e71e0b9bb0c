using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Faults;

internal sealed class FaultsSection(ReportedRun run) : ReportSection
{
    private const int MostRows = 40;

    private readonly FlowSpans _spans = new(run.Header.Flows.Count);

    public override IReadOnlyList<ITraceFold> Folds => [_spans];

    public override Section? Build(ReportContext context) =>
        Of(FaultTimeline.Of(run.Scenario, run.End, _spans.Until(run.End)), context.Outages, context.AxisEnd);

    internal static Section? Of(IReadOnlyList<TimelineRow.Spans> timeline, IReadOnlyList<Outage> outages, double axisEnd)
    {
        if (timeline.Count == 0) return null;
        var chart = new TimelineChart
        {
            Title = "When what was down, and who sent",
            Description = "When links, hosts and memberships differed from the start of the run, and when each flow sent.",
            X = new Axis("Time", Unit.Seconds) { From = 0, To = axisEnd },
            Rows = [.. timeline.Take(MostRows)],
        };
        string more = timeline.Count > MostRows ? $" Of {timeline.Count} rows, the first {MostRows} are shown." : "";
        string caption =
            $"Compare this with the charts over time, which have the same axis: what was lost or late while something was down, and how " +
                $"long did it take to recover?{more}";
        var blocks = new List<Block> { new Picture("timeline-picture", "charts/timeline.svg", chart, caption) };
        if (OutageChart.Of(outages) is { } durations) blocks.Add(durations);
        return new Section("timeline", "Faults and flows over time", blocks);
    }
}

internal static class OutageChart
{
    /// <summary>Fewer are read off the timeline.</summary>
    private const int Fewest = 5;

    /// <summary>Durations are told to the nanosecond: below it they differ by rounding.</summary>
    private const int Decimals = 9;

    /// <summary>The picture; null where few outages ended, or all lasted as long.</summary>
    public static Picture? Of(IReadOnlyList<Outage> outages)
    {
        double[] durations =
            [.. outages.Where(outage => outage.IsEnded).Select(outage => Math.Round(outage.To - outage.From, Decimals)).Order()];
        if (durations.Length < Fewest || durations[0] == durations[^1]) return null;
        var bars = HistogramBars.Of([.. durations.GroupBy(duration => duration).Select(same => (same.Key, (long)same.Count()))]);
        string bins = bars.BinWidth is { } width ? $"bins of {Unit.Seconds.Format(width)}" : "bins that widen with the duration";
        int open = outages.Count - durations.Length;
        string left = open == 0 ? "" : $" Left out: {open} that had not ended when the run did.";
        var chart = new Chart
        {
            Title = "How long outages lasted",
            Description =
                $"How many of {durations.Length} outages, of links that were down and nodes that had crashed, lasted how long, in " +
                    $"{bins}.{left}",
            X = new Axis("Duration", Unit.Seconds) { Scale = bars.Scale },
            Y = new Axis(bars.BinWidth is { } each ? $"Outages, per {Unit.Seconds.Format(each)}" : "Outages, per bin", Unit.Count)
            { From = 0 },
            Series = [Series.Histogram("outages", bars.Bars, bars.Ends) with { Count = durations.Length }],
            Marks = [new VerticalMark(durations.Average(), $"mean: {Unit.Seconds.Format(durations.Average())}")],
        };
        return new Picture("timeline-outages", "charts/outages.svg", chart, chart.Description);
    }
}
