using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>Where everything of a chart of rows lies: names left of the rows, or over them on a telephone; figures at the right.</summary>
internal sealed class TimelineFrame
{
    public const double TextSize = 13;

    public const double BarHeight = 14;

    private const double Edge = ChartFrame.Edge;
    private const double LegendRow = 20;
    private const double LongestName = 210;

    public TimelineFrame(TimelineChart chart, IReadOnlyList<string> legend, double width)
    {
        Width = width;
        IsNarrow = width < 500;
        TitleLines = SvgRoot.TitleLines(chart.Title, width);
        Legend = [.. Charts.Layout.Legend.InRows(legend, 33, 20, width - (2 * Edge)).Select(entry => entry with { X = entry.X + Edge })];
        double names = chart.Rows.Select(row => TextMetrics.Width(row.Name, TextSize)).DefaultIfEmpty(0).Max();
        Left = IsNarrow ? Edge : Edge + Math.Min(LongestName, Math.Ceiling(names)) + 10;
        double texts = chart.Rows.Where(row => row is not TimelineRow.Note).Select(row => TextMetrics.Width(row.Text, ChartFrame.TickSize))
            .DefaultIfEmpty(0).Max();
        PlotWidth = Width - Left - Edge - Math.Ceiling(texts) - 8;
        RowHeight = IsNarrow ? 40 : 23;
        Top = Edge + (TitleLines.Count * ChartFrame.TitleLine) + (Legend.Count == 0 ? 0 : ((Legend[^1].Row + 1) * LegendRow) + 6) + 8;
        Bottom = Top + (chart.Rows.Count * RowHeight) + 4;
        Height = Math.Ceiling(Bottom + 8 + ChartFrame.TickSize + 8 + TextSize + Edge);
        X = AxisLayout.For(chart.X, ExtentOf(chart), AxisRoom.Horizontal(0, PlotWidth, ChartFrame.TickSize));
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>On a telephone names stand over their rows.</summary>
    public bool IsNarrow { get; }

    public IReadOnlyList<string> TitleLines { get; }

    /// <summary>Per entry its left edge and row, and its name as shown.</summary>
    public IReadOnlyList<(double X, int Row, string Shown)> Legend { get; }

    public double Left { get; }

    public double PlotWidth { get; }

    public double RowHeight { get; }

    public double Top { get; }

    public double Bottom { get; }

    public AxisLayout X { get; }

    public double Middle(int row) => Top + (row * RowHeight) + (IsNarrow ? 28 : RowHeight / 2);

    public double NameBaseline(int row) => IsNarrow ? Top + (row * RowHeight) + 15 : Middle(row) + 4.5;

    public string Shown(TimelineRow row) => TextMetrics.Shorten(row.Name, TextSize, IsNarrow ? Width - (2 * Edge) : LongestName);

    public double LegendMiddle(int row) => Edge + (TitleLines.Count * ChartFrame.TitleLine) + 4 + ((row + 0.5) * LegendRow);

    private static Extent ExtentOf(TimelineChart chart)
    {
        Extent extent = Extent.Empty;
        foreach (TimelineRow row in chart.Rows)
            extent = row switch
            {
                TimelineRow.Bar bar => extent.With(bar.Lengths.Sum()),
                TimelineRow.Range range => extent.With(range.Min).With(range.Max),
                TimelineRow.Spans spans => spans.All.Aggregate(extent, (all, span) => all.With(span.From).With(span.To)),
                _ => extent,
            };
        return extent;
    }
}
