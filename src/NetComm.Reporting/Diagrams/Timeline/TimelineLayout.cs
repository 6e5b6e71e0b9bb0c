using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>Lays out a chart of rows. The parts of bars have the colours of the paths, so that pictures of a report agree.</summary>
internal sealed class TimelineLayout
{
    private const int MostEvents = 24;
    private const double SampleWidth = 26;

    private static readonly TextStyle Name = new(ChartTheme.Ink, TimelineFrame.TextSize);
    private static readonly TextStyle Figure = new(ChartTheme.SoftInk, ChartFrame.TickSize);

    private readonly TimelineChart _chart;
    private readonly TimelineFrame _frame;
    private readonly List<Shape> _shapes = [];

    private TimelineLayout(TimelineChart chart, double width)
    {
        _chart = chart;
        _frame = new TimelineFrame(chart, LegendOf(chart), width);
    }

    /// <summary>The chart in the room that it gets; only its width counts.</summary>
    public static ChartSpec Of(TimelineChart chart, ChartSize size)
    {
        var layout = new TimelineLayout(chart, size.Width);
        layout.AddAll();
        return new ChartSpec(chart.Title, layout.Text, size.Width, (int)layout._frame.Height, layout._shapes);
    }

    private bool HasRanges => HasRangesIn(_chart);

    private IReadOnlyList<SpanKind> SpanKinds => SpanKindsIn(_chart);

    /// <summary>What its legend says.</summary>
    public static IReadOnlyList<string> LegendOf(TimelineChart chart) => SpanKindsIn(chart) is { Count: > 0 } kinds
        ? [.. kinds.Select(SpanLayout.NameOf)] : HasRangesIn(chart)
            ? ["least to greatest", "p50: half take no longer", "p95: 95 % take no longer"] : chart.Parts.Count > 1 ? chart.Parts : [];

    private static bool HasRangesIn(TimelineChart chart) => chart.Rows.OfType<TimelineRow.Range>().Any();

    private static IReadOnlyList<SpanKind> SpanKindsIn(TimelineChart chart) =>
        [.. chart.Rows.OfType<TimelineRow.Spans>().SelectMany(row => row.All).Select(span => span.Kind).Distinct().OrderDescending()];

    private string Text
    {
        get
        {
            IEnumerable<string> rows = _chart.Rows.Take(MostEvents).Select(row => $"{row.Name}: {row.Sentence}.");
            string rest = _chart.Rows.Count > MostEvents ? $" And {_chart.Rows.Count - MostEvents} more." : "";
            return $"{_chart.Description} {string.Join(' ', rows)}{rest}";
        }
    }

    private void AddAll()
    {
        _shapes.AddRange(ChartLayout.TitleOf(_frame.TitleLines));
        AddLegend();
        AddAxis();
        for (int i = 0; i < _chart.Rows.Count; i++) AddRow(_chart.Rows[i], i);
    }

    private void AddLegend()
    {
        for (int i = 0; i < _frame.Legend.Count; i++)
        {
            (double x, int row, string? shown) = _frame.Legend[i];
            double middle = _frame.LegendMiddle(row);
            if (SpanKinds.Count > 0) _shapes.Add(SpanLayout.Sample(SpanKinds[i], x, middle));
            else if (!HasRanges) AddPart(i == _chart.Paths ? -1 : i, x, middle, SampleWidth);
            else if (i == 0) AddSpan(x, x + SampleWidth, middle);
            else if (i == 1) AddMedian(x + (SampleWidth / 2), middle);
            else AddP95(x + (SampleWidth / 2), middle);
            _shapes.Add(new Label(Pixel.At(x + 33, middle + 4.5), shown, Name));
        }
    }

    private void AddAxis()
    {
        double Across(Tick tick) => _frame.Left + tick.Position;
        IEnumerable<Pixel[]> grid =
            _frame.X.Ticks.Select(tick => (Pixel[])[Pixel.At(Across(tick), _frame.Top), Pixel.At(Across(tick), _frame.Bottom)]);
        _shapes.Add(new Lines([.. grid], new Pen(ChartTheme.Grid, 1)) { Part = ChartParts.Grid });
        var corner = Pixel.At(_frame.Left, _frame.Bottom);
        var end = Pixel.At(_frame.Left + _frame.PlotWidth, _frame.Bottom);
        _shapes.Add(new Lines([[Pixel.At(_frame.Left, _frame.Top), corner, end]], new Pen(ChartTheme.AxisLine, 1)));
        _shapes.AddRange(_frame.X.Ticks.Select(tick => new Label(
            Pixel.At(Across(tick), _frame.Bottom + 8 + ChartFrame.TickSize), tick.Label, Figure with { Anchor = TextAnchor.Middle })
        {
            Part = ChartParts.Ticks,
        }));
        double nameY = _frame.Bottom + 16 + ChartFrame.TickSize + TimelineFrame.TextSize;
        _shapes.Add(new Label(
            Pixel.At(_frame.Left + (_frame.PlotWidth / 2), nameY), _frame.X.Title, Name with { Anchor = TextAnchor.Middle }));
    }

    private void AddRow(TimelineRow row, int index)
    {
        double middle = _frame.Middle(index);
        (double x, TextAnchor anchor) = _frame.IsNarrow ? (_frame.Left, TextAnchor.Start) : (_frame.Left - 8, TextAnchor.End);
        _shapes.Add(Label.Of(Pixel.At(x, _frame.NameBaseline(index)), _frame.Shown(row), row.Name, Name with { Anchor = anchor }));
        if (row is TimelineRow.Spans spans)
        {
            _shapes.AddRange(SpanLayout.Of(_frame, spans, middle).Select(shape => shape with { Part = ChartParts.Row(index) }));
            return;
        }

        double end = row switch
        {
            TimelineRow.Bar bar => AddBar(bar, middle),
            TimelineRow.Range range => AddRange(range, middle),
            _ => _frame.Left,
        };
        _shapes.Add(new Label(Pixel.At(end + 7, middle + 4), row.Text, Figure));
    }

    private double AddBar(TimelineRow.Bar bar, double middle)
    {
        double sum = 0.0;
        for (int part = 0; part < bar.Lengths.Count; part++)
        {
            if (bar.Lengths[part] <= 0) continue;
            double from = _frame.Left + _frame.X.Position(sum);
            sum += bar.Lengths[part];
            AddPart(part == bar.Lengths.Count - 1 ? -1 : part, from, middle, _frame.Left + _frame.X.Position(sum) - from);
        }
        return _frame.Left + _frame.X.Position(sum);
    }

    /// <summary>A part of a bar. A thread of paper through it has the dashes of the path, so that parts differ in print.</summary>
    private void AddPart(int path, double x, double middle, double width)
    {
        SeriesStyle? style = path < 0 ? null : FlowPathStyle.Of(path);
        double drawn = Math.Max(1, width - (width > 3 ? 1 : 0));
        _shapes.Add(new Rectangles(
            [PixelBox.At(x, middle - (TimelineFrame.BarHeight / 2), x + drawn, middle + (TimelineFrame.BarHeight / 2))],
            style is null ? new Fill(ChartTheme.SoftInk, 0.45) : new Fill(style.Tone)));
        if (style is null || style.Dash.Length == 0 || drawn < 4) return;
        _shapes.Add(
            new Lines([[Pixel.At(x + 1, middle), Pixel.At(x + drawn - 1, middle)]], new Pen(ChartTheme.Paper, 2, Dash: style.Dash)));
    }

    private double AddRange(TimelineRow.Range range, double middle)
    {
        (double from, double to) = (_frame.Left + _frame.X.Position(range.Min), _frame.Left + _frame.X.Position(range.Max));
        AddSpan(from, to, middle);
        AddP95(_frame.Left + _frame.X.Position(range.P95), middle);
        AddMedian(_frame.Left + _frame.X.Position(range.Median), middle);
        return Math.Max(to, _frame.Left + _frame.X.Position(range.P95) + 4);
    }

    private void AddSpan(double from, double to, double middle) => _shapes.Add(new Lines(
        [[Pixel.At(from, middle), Pixel.At(to, middle)], EndAt(from, middle), EndAt(to, middle)], new Pen(ChartTheme.Series[0], 2)));

    private static Pixel[] EndAt(double x, double middle) => [Pixel.At(x, middle - 5), Pixel.At(x, middle + 5)];

    private void AddMedian(double x, double middle) =>
        _shapes.Add(new Markers([Pixel.At(x, middle)], Marker.LargeCircle, ChartTheme.Ink));

    private void AddP95(double x, double middle) =>
        _shapes.Add(new Markers([Pixel.At(x, middle)], Marker.LargeDiamond, ChartTheme.Series[1]));
}
