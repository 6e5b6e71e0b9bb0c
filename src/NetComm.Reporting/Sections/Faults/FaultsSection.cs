using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Document;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Faults;

/// <summary>The section that shows when what was not as at first.</summary>
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
