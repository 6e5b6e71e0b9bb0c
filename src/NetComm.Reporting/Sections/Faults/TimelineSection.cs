using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Faults;

/// <summary>The section that shows when what was not as at first.</summary>
internal static class TimelineSection
{
    private const int MostRows = 40;

    /// <summary>The section; null for a run without faults.</summary>
    public static Section? Of(ReportModel report)
    {
        if (report.Timeline.Count == 0) return null;
        var chart = new RowChart
        {
            Title = "Faults and flows over time",
            Description = "When links, hosts and memberships were not as at first, and when each flow sent.",
            X = new Axis("Time", Unit.Seconds) { From = 0, To = report.AxisEnd },
            Rows = [.. report.Timeline.Take(MostRows)],
        };
        string more = report.Timeline.Count > MostRows ? $" Of {report.Timeline.Count} rows the first {MostRows} are shown." : "";
        string caption =
            $"Compare it with the charts over time, which have the same axis: what was lost or late while something was down, and how " +
                $"long after its return things were as before?{more}";
        return new Section("timeline", "Faults and flows over time",
            [new Picture("timeline-picture", "charts/timeline.svg", new RowDrawing(chart), caption)]);
    }
}
