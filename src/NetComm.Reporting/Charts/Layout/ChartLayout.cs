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
        _shapes.Add(new Lines([.. across, .. down], new Pen(ChartTheme.Grid, 1)));
    }

    private void AddAxes()
    {
        AxisLayout x = _frame.X;
        AxisLayout y = _frame.Y;
        List<Pixel[]> axes = [[_frame.At(0, 0), _frame.At(0, _frame.AxisY), _frame.At(_frame.PlotWidth, _frame.AxisY)]];
        if (_frame.Lanes.Count > 0) axes.Add([_frame.At(0, _frame.PlotHeight), _frame.At(_frame.PlotWidth, _frame.PlotHeight)]);
        axes.AddRange(y.Ticks.Select(tick => (Pixel[])[_frame.At(0, tick.Position), _frame.At(-5, tick.Position)]));
        double foot = _frame.AxisY;
        axes.AddRange(x.Ticks.Select(tick => (Pixel[])[_frame.At(tick.Position, foot), _frame.At(tick.Position, foot + 5)]));
        _shapes.Add(new Lines(axes, new Pen(ChartTheme.AxisLine, 1)));

        TextStyle left = Tick with { Anchor = TextAnchor.End };
        if (!_frame.Data.IsEmpty)
            _shapes.AddRange(y.Ticks.Select(tick => new Label(_frame.At(-9, tick.Position + 4), tick.Label, left)));
        _shapes.AddRange(_frame.Lanes.Select(lane => Label.Of(_frame.At(-9, lane.Middle + 4), lane.Shown, lane.Series.Name, left)));
        TextStyle under = Tick with { Anchor = TextAnchor.Middle };
        _shapes.AddRange(x.Ticks.Select(tick => new Label(_frame.At(tick.Position, _frame.TickBaseline), tick.Label, under)));

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
        _shapes.Add(
            new Lines([.. places.Select(x => (Pixel[])[_frame.At(x, -4), _frame.At(x, _frame.AxisY)])],
                MarkPen));
        _shapes.AddRange(_frame.Marks.Labels.Select(label => Label.Of(
            _frame.At(label.Middle, -8 - (label.Row * MarkLabels.RowHeight)), label.Shown, label.Full,
            Tick with { Anchor = TextAnchor.Middle })));
        _shapes.AddRange(_frame.Marks.KeyLines.Select(
            (line, i) => new Label(_frame.At(ChartFrame.Edge - _frame.Left, _frame.KeyBaseline + (i * ChartFrame.KeyLine)), line, Tick)));
    }

    private void AddSeries()
    {
        for (int i = 0; i < _frame.Chart.Series.Count; i++) _shapes.AddRange(new SeriesLayout(_frame, i).Shapes());
        foreach (HorizontalLine line in _frame.Chart.Lines)
        {
            double y = _frame.Y.Position(line.At);
            _shapes.Add(new Lines([[_frame.At(0, y), _frame.At(_frame.PlotWidth, y)]], ReferencePen));
        }
        if (_frame.Data.IsEmpty)
            _shapes.Add(
                new Label(_frame.At(_frame.PlotWidth / 2, (_frame.PlotHeight / 2) + 5), "no data",
                    new TextStyle(ChartTheme.SoftInk, ChartFrame.TitleSize, TextAnchor.Middle)));
    }
}
