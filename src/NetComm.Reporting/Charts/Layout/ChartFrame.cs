using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Charts.Svg;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>
/// Where everything of a chart lies. From the top: title, legend, name of the Y axis, labels of the marks, plot, lanes, ticks and name of
/// the X axis, key of the marks. The origin is the plot's top left corner; only the plot's height is fixed, so nothing ever covers it.
/// </summary>
internal sealed class ChartFrame
{
    public const double TitleSize = 16;

    /// <summary>Size of the letters of legend and axis names.</summary>
    public const double TextSize = 13;

    /// <summary>Size of the letters at ticks and marks.</summary>
    public const double TickSize = 12;

    public const double TitleLine = 21;

    public const double LaneHeight = 16;

    public const double KeyLine = 16;

    /// <summary>Free space on all sides.</summary>
    public const double Edge = 12;
    private const double LaneGap = 4;

    /// <summary>The longest that the report itself gives is 'retransmissions'.</summary>
    private const double LongestLaneName = 104;

    public ChartFrame(Chart chart, ChartSize size)
    {
        Chart = Drawable(chart);
        Width = size.Width;
        PlotHeight = size.PlotHeight;
        Data = Extents.Of(Chart);
        Y = AxisLayout.For(chart.Y, Data.Y, AxisRoom.Vertical(PlotHeight, 0, TickSize));
        Lanes = [.. chart.Series.Select((s, i) => (s, i)).Where(s => s.s.Kind == SeriesKind.Lane)
            .Select((s, lane) => LaneOf(s.s, s.i, lane))];

        Left = Edge + 10
            + Math.Max(24, Math.Max(WidestOf(Data.IsEmpty ? [] : Y.Ticks.Select(t => t.Label)), WidestOf(Lanes.Select(l => l.Shown))));
        PlotWidth = Width - Left - Edge - 14;
        X = AxisLayout.For(chart.X, Data.X, AxisRoom.Horizontal(0, PlotWidth, TickSize));
        TitleLines = SvgRoot.TitleLines(chart.Title, Width);
        Legend = Legend.Of(Chart, Width - (2 * Edge));
        Marks = MarkLabels.Of(Chart, X, Edge - Left, Width - Edge - Left);

        // The Y axis' name stands in the lowest row in which no mark's label is in its way.
        double nameEnd = Edge - Left + TextMetrics.Width(Y.Title, TextSize) + 16;
        int nameRow = Enumerable.Range(0, Marks.Rows + 1).First(row => Marks.IsFree(row, nameEnd));
        YTitleBaseline = -10 - (nameRow * MarkLabels.RowHeight);
        Top = Math.Ceiling(
            Edge + (TitleLines.Count * TitleLine) + (Legend.Rows * Legend.RowHeight) + (Legend.Rows > 0 ? 8 : 2)
            + TextSize + 12 + (Math.Max(nameRow, Marks.Rows - 1) * MarkLabels.RowHeight));
    }

    public Chart Chart { get; }

    public Extents Data { get; }

    public double Width { get; }

    public double PlotHeight { get; }

    public double PlotWidth { get; }

    public double Left { get; }

    public double Top { get; }

    /// <summary>Baseline of the Y axis' name, relative to the plot.</summary>
    public double YTitleBaseline { get; }

    /// <summary>Baseline of the first line of the title, relative to the chart.</summary>
    public const double TitleBaseline = Edge + TitleSize - 2;

    /// <summary>Middle of the first row of the legend, relative to the chart.</summary>
    public double LegendMiddle => Edge + (TitleLines.Count * TitleLine) + 4 + (Legend.RowHeight / 2);

    /// <summary>Where the X axis is drawn, relative to the plot: under the lanes.</summary>
    public double AxisY => PlotHeight + (Lanes.Count * LaneHeight) + (Lanes.Count > 0 ? 2 * LaneGap : 0);

    /// <summary>Baseline of the tick labels of the X axis, relative to the plot.</summary>
    public double TickBaseline => AxisY + 8 + TickSize;

    /// <summary>Baseline of the X axis' name, relative to the plot.</summary>
    public double XTitleBaseline => TickBaseline + 8 + TextSize;

    /// <summary>Baseline of the first line of the key, relative to the plot.</summary>
    public double KeyBaseline => XTitleBaseline + 10 + TickSize;

    public double Height =>
        Math.Ceiling(Top + (Marks.KeyLines.Count == 0 ? XTitleBaseline : KeyBaseline + ((Marks.KeyLines.Count - 1) * KeyLine)) + Edge);

    public AxisLayout X { get; }

    public AxisLayout Y { get; }

    public IReadOnlyList<string> TitleLines { get; }

    public Legend Legend { get; }

    public MarkLabels Marks { get; }

    public IReadOnlyList<LanePlace> Lanes { get; }

    /// <summary>Where a place of the plot lies in the chart.</summary>
    public Pixel At(double x, double y) => Pixel.At(Left + x, Top + y);

    /// <summary>Where a rectangle of the plot lies in the chart.</summary>
    public PixelBox At(double left, double top, double right, double bottom) =>
        PixelBox.At(Left + left, Top + top, Left + right, Top + bottom);

    private static double WidestOf(IEnumerable<string> texts) => texts.Select(t => TextMetrics.Width(t, TickSize)).DefaultIfEmpty(0).Max();

    /// <summary>The chart without marks, lines and bands that lie nowhere.</summary>
    private static Chart Drawable(Chart chart) => chart with
    {
        Marks = [.. chart.Marks.Where(mark => ChartPoint.CanDraw(mark.At))],
        Lines = [.. chart.Lines.Where(line => ChartPoint.CanDraw(line.At))],
        Bands = [.. chart.Bands.Select(bands => bands with
        {
            Items = [.. bands.Items.Where(band => ChartPoint.CanDraw(band.From) && ChartPoint.CanDraw(band.To))],
        })],
    };

    private LanePlace LaneOf(Series series, int index, int lane) =>
        new(series, index, PlotHeight + LaneGap + ((lane + 0.5) * LaneHeight), TextMetrics.Shorten(series.Name, TickSize, LongestLaneName));

    /// <summary>A lane: its series, that one's index, the lane's middle relative to the plot, and its name as shown.</summary>
    internal sealed record LanePlace(Series Series, int Index, double Middle, string Shown);
}
