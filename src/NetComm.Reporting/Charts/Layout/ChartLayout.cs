using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>Lays out a chart: from what it shows to what stands where.</summary>
internal sealed class ChartLayout
{
    private static readonly TextStyle Title = new(ChartTheme.Ink, ChartFrame.TitleSize, IsBold: true);
    private static readonly TextStyle Name = new(ChartTheme.Ink, ChartFrame.TextSize);
    private static readonly TextStyle Tick = new(ChartTheme.SoftInk, ChartFrame.TickSize);

    /// <summary>For values to compare with.</summary>
    private static readonly Pen ReferencePen = new(ChartTheme.Ink, 1.5, Dash: "1.5 3");

    /// <summary>For instants, and the edges of outages.</summary>
    public static Pen MarkPen { get; } = new(ChartTheme.AxisLine, 1.5, Dash: "5 4");

    private readonly ChartFrame _frame;
    private readonly List<Shape> _shapes = [];

    private ChartLayout(ChartFrame frame) => _frame = frame;

    /// <summary>The chart in the room that it gets.</summary>
    public static ChartSpec Of(Chart chart, ChartSize size)
    {
        var frame = new ChartFrame(chart, size);
        var layout = new ChartLayout(frame);
        layout.AddAll();
        return new ChartSpec(chart.Title, ChartText.Of(frame), size.Width, (int)frame.Height, layout._shapes);
    }

    /// <summary>The lines of a title at the top of a picture.</summary>
    public static IEnumerable<Shape> TitleOf(IReadOnlyList<string> lines) =>
        lines.Select((line, i) => new Label(Pixel.At(ChartFrame.Edge, ChartFrame.TitleBaseline + (i * ChartFrame.TitleLine)), line, Title));

    private void AddAll()
    {
        _shapes.AddRange(TitleOf(_frame.TitleLines));
        AddLegend();
        _shapes.AddRange(BandLayout.Of(_frame));
        AddGrid();
        AddAxes();
        bool isOver = _frame.Chart.Series.Any(series => series.BarEnds is not null);
        if (!isOver) AddMarks();
        AddSeries();
        if (isOver) AddMarks();
    }

    private void AddLegend()
    {
        foreach (Legend.Entry entry in _frame.Legend.Entries)
        {
            double middle = _frame.LegendMiddle + (entry.Row * Legend.RowHeight);
            double x = ChartFrame.Edge + entry.X;
            if (entry.Bands is { } bands) _shapes.AddRange(BandLayout.Sample(bands, x, middle));
            else if (entry.SeriesIndex is { } index) _shapes.AddRange(new SeriesLayout(_frame, index).Sample(x, middle));
            else _shapes.Add(new Lines([[Pixel.At(x, middle), Pixel.At(x + Legend.SampleWidth, middle)]], ReferencePen));
            _shapes.Add(Label.Of(Pixel.At(ChartFrame.Edge + entry.TextX, middle + 4.5), entry.Shown, entry.Name, Name));
        }
    }

    private void AddGrid()
    {
        IEnumerable<Pixel[]> across =
            _frame.Y.Ticks.Select(tick => (Pixel[])[_frame.At(0, tick.Position), _frame.At(_frame.PlotWidth, tick.Position)]);
        IEnumerable<Pixel[]> down =
            _frame.X.Ticks.Select(tick => (Pixel[])[_frame.At(tick.Position, 0), _frame.At(tick.Position, _frame.AxisY)]);
        var pen = new Pen(ChartTheme.Grid, 1);
        _shapes.Add(new Lines([.. across], pen));
        _shapes.Add(new Lines([.. down], pen) { Part = ChartParts.Grid });
    }

    private void AddAxes()
    {
        AxisLayout x = _frame.X;
        AxisLayout y = _frame.Y;
        List<Pixel[]> axes = [[_frame.At(0, 0), _frame.At(0, _frame.AxisY), _frame.At(_frame.PlotWidth, _frame.AxisY)]];
        if (_frame.Lanes.Count > 0) axes.Add([_frame.At(0, _frame.PlotHeight), _frame.At(_frame.PlotWidth, _frame.PlotHeight)]);
        axes.AddRange(y.Ticks.Select(tick => (Pixel[])[_frame.At(0, tick.Position), _frame.At(-5, tick.Position)]));
        var pen = new Pen(ChartTheme.AxisLine, 1);
        _shapes.Add(new Lines(axes, pen));

        TextStyle left = Tick with { Anchor = TextAnchor.End };
        if (!_frame.Data.IsEmpty)
            _shapes.AddRange(y.Ticks.Select(tick => new Label(_frame.At(-9, tick.Position + 4), tick.Label, left)));
        _shapes.AddRange(_frame.Lanes.Select(lane => Label.Of(_frame.At(-9, lane.Middle + 4), lane.Shown, lane.Series.Name, left)));
        double foot = _frame.AxisY;
        IEnumerable<Pixel[]> ticks =
            x.Ticks.Select(tick => (Pixel[])[_frame.At(tick.Position, foot), _frame.At(tick.Position, foot + 5)]);
        _shapes.Add(new Lines([.. ticks], pen) { Part = ChartParts.Ticks });
        TextStyle under = Tick with { Anchor = TextAnchor.Middle };
        _shapes.AddRange(x.Ticks.Select(
            tick => new Label(_frame.At(tick.Position, _frame.TickBaseline), tick.Label, under) { Part = ChartParts.Ticks }));

        _shapes.Add(new Label(_frame.At(ChartFrame.Edge - _frame.Left, _frame.YTitleBaseline), y.Title, Name));
        _shapes.Add(
            new Label(_frame.At(_frame.PlotWidth / 2, _frame.XTitleBaseline), x.Title, Name with { Anchor = TextAnchor.Middle }));
    }

    private void AddMarks()
    {
        if (_frame.Marks.Labels.Count == 0) return;
        IEnumerable<double> outages = _frame.Chart.Bands.Where(bands => bands.Kind == BandKind.Outages)
            .SelectMany(bands => bands.Items).SelectMany(band => (double[])[band.From, band.To]);
        IEnumerable<double> places = _frame.Chart.Marks.Select(mark => mark.At).Concat(outages)
            .Select(at => Math.Round(_frame.X.Position(at) * 2) / 2).Distinct().Order();
        IEnumerable<Pixel[]> lines = places.Select(x => (Pixel[])[_frame.At(x, -4), _frame.At(x, _frame.AxisY)]);
        _shapes.Add(new Lines([.. lines], MarkPen) { Part = ChartParts.Marks });
        foreach (MarkLabels.Label label in _frame.Marks.Labels)
        {
            Pixel at = _frame.At(label.Middle, -8 - (label.Row * MarkLabels.RowHeight));
            TextStyle over = Tick with { Anchor = TextAnchor.Middle };
            _shapes.Add(Label.Of(at, label.Shown, label.Full, over) with { Part = ChartParts.Marks });
        }
        _shapes.AddRange(_frame.Marks.KeyLines.Select(
            (line, i) => new Label(_frame.At(ChartFrame.Edge - _frame.Left, _frame.KeyBaseline + (i * ChartFrame.KeyLine)), line, Tick)));
    }

    private void AddSeries()
    {
        for (int i = 0; i < _frame.Chart.Series.Count; i++) _shapes.AddRange(new SeriesLayout(_frame, i).Shapes());
        for (int i = 0; i < _frame.Chart.Lines.Count; i++)
        {
            double y = _frame.Y.Position(_frame.Chart.Lines[i].At);
            Pixel[] across = [_frame.At(0, y), _frame.At(_frame.PlotWidth, y)];
            _shapes.Add(new Lines([across], ReferencePen) { Part = ChartParts.Line(i) });
        }
        if (_frame.Data.IsEmpty)
            _shapes.Add(
                new Label(_frame.At(_frame.PlotWidth / 2, (_frame.PlotHeight / 2) + 5), "no data",
                    new TextStyle(ChartTheme.SoftInk, ChartFrame.TitleSize, TextAnchor.Middle)));
    }
}

/// <summary>What the parts of a chart that a script finds in its SVG are called; those of a series are named by the shape itself.</summary>
internal static class ChartParts
{
    /// <summary>The lines of the grid at the ticks of the X axis.</summary>
    public const string Grid = "x-grid";

    /// <summary>The ticks of the X axis, and their labels.</summary>
    public const string Ticks = "x-ticks";

    /// <summary>Vertical marks and the edges of outages, and their labels.</summary>
    public const string Marks = "marks";

    /// <summary>Shaded stretches of one kind.</summary>
    public static string Bands(int index) => $"b{index}";

    /// <summary>A value to compare with.</summary>
    public static string Line(int index) => $"l{index}";

    /// <summary>A row of a chart of rows.</summary>
    public static string Row(int index) => $"r{index}";
}
