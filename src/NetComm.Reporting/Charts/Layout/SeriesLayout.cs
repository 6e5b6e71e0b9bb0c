using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>Lays out one series in the plot, thinned to what can be seen.</summary>
internal sealed class SeriesLayout(ChartFrame frame, int index)
{
    /// <summary>Up to here a line shows each of its values by a marker.</summary>
    private const int MostLineMarkers = 30;

    /// <summary>Up to here points have shapes of their own; beyond, they are dots.</summary>
    private const int MostShapes = 150;

    /// <summary>Up to here dots lie where they are; beyond, neighbours on the pixel grid merge.</summary>
    public const int MostDots = 2000;

    /// <summary>Strokes above this number are merged on a coarser grid, which bounds the file.</summary>
    private const int MostStrokes = 4000;

    private const int CoarsestCell = 4;

    /// <summary>Opacity of bars under which the grid, and marks, are to be seen.</summary>
    private const double Pale = 0.35;

    /// <summary>Opacity of bars that stand on each other: neighbours differ in grey too.</summary>
    private static readonly double[] InStack = [1, Pale, 0.75, 0.15, 0.9, 0.55];

    /// <summary>Opacity of cells, from those of the fewest values to those of the most; the palest is still seen on paper.</summary>
    private static readonly double[] OfCells = [0.22, 0.37, 0.52, 0.67, 0.82, 1];

    private readonly Series _series = frame.Chart.Series[index];
    private readonly SeriesStyle _style = StyleOf(frame.Chart, index);

    private bool IsCrowded => _series.Data.Count > MostShapes;

    private bool HasLineMarkers => _series.Kind is SeriesKind.Line && _series.Data.Count <= MostLineMarkers;

    private Marker Marker => _series.Kind == SeriesKind.Lane ? Marker.Cross : IsCrowded
        && _series.Kind == SeriesKind.Points ? Marker.Small[_style.Index] : _style.Marker;

    /// <summary>What stands at a value of its own; null where values are joined, or fill an area.</summary>
    public Marker? ValueMarker => _series.Kind switch
    {
        SeriesKind.Points when _series.Cells.Count > 0 => null,
        SeriesKind.Points => _series.Data.Count > MostDots ? Marker.Dot : Marker,
        SeriesKind.Lane => IsCrowded ? Marker.LaneStroke : Marker,
        _ => HasLineMarkers ? Marker : null,
    };

    private Pen TracePen => new(_style.Tone, 2, _style.Dash.Length == 0 ? PenCap.Round : PenCap.Butt, _style.Dash);

    /// <summary>
    /// Bars after the first are pale with an outline, so that they differ in grey; those of a histogram, so that marks are seen on them.
    /// </summary>
    private Fill BarFill => _style.Index == 0 && _series.BarEnds is null
        ? new Fill(_style.Tone)
        : new Fill(_style.Tone, _series.BarFeet is null ? Pale : InStack[index % InStack.Length], new Pen(_style.Tone, 1));

    /// <summary>The data.</summary>
    public IEnumerable<Shape> Shapes() => (_series.Kind switch
    {
        SeriesKind.Line or SeriesKind.Step => Trace(),
        SeriesKind.Points when _series.Cells.Count > 0 => Cells(),
        SeriesKind.Points when _series.Data.Count > MostDots => [Strokes()],
        SeriesKind.Points => [MarkersAt(Pixels().Where(p => p.IsFinite))],
        SeriesKind.Bars => [new Rectangles(Bars(), BarFill)],
        SeriesKind.Whiskers => [Whiskers()],
        _ => [Lane()],
    }).Where(shape => !IsEmpty(shape)).Select(shape => shape with { Series = _series.PartOf ?? index });

    /// <summary>What stands before the name in the legend, with its middle at <paramref name="y"/>.</summary>
    public IEnumerable<Shape> Sample(double x, double y)
    {
        if (_series.Kind == SeriesKind.Bars) yield return new Rectangles([PixelBox.At(x + 5, y - 5, x + 21, y + 5)], BarFill);
        if (_series.Kind is SeriesKind.Line or SeriesKind.Step)
            yield return new Lines([[Pixel.At(x, y), Pixel.At(x + Legend.SampleWidth, y)]], TracePen);
        for (int i = 0; i < OfCells.Length && _series.Cells.Count > 0; i++)
            yield return new Rectangles(
                [PixelBox.At(x + 1 + (i * 4), y - 5, x + 5 + (i * 4), y + 5)], new Fill(_style.Tone, OfCells[i]));
        if ((_series.Kind == SeriesKind.Points && _series.Cells.Count == 0) || HasLineMarkers)
            yield return new Markers([Pixel.At(x + (Legend.SampleWidth / 2), y)], Marker, _style.Tone);
    }

    private static SeriesStyle StyleOf(Chart chart, int index) =>
        chart.Series[index].PartOf is { } other ? StyleOf(chart, other) : SeriesStyle.Of(chart.Series[index].Style ?? index);

    private static bool IsEmpty(Shape shape) => shape switch
    {
        Lines lines => lines.Strokes.Count == 0,
        Markers markers => markers.Places.Count == 0,
        Rectangles rectangles => rectangles.Boxes.Count == 0,
        _ => false,
    };

    /// <summary>In pixels of the plot; a value that cannot be drawn is a gap.</summary>
    private IEnumerable<ChartPoint> Pixels() =>
        _series.Data.Select(
            p => p.IsFinite ? new ChartPoint(frame.X.Position(p.X), frame.Y.Position(p.Y)) : new ChartPoint(double.NaN, double.NaN));

    private Markers MarkersAt(IEnumerable<ChartPoint> places) =>
        new([.. places.Select(place => frame.At(place.X, place.Y))], Marker, _style.Tone);

    private IEnumerable<Shape> Trace()
    {
        var strokes = new List<List<Pixel>>();
        bool isGap = true;
        foreach (ChartPoint point in Decimation.Line(Pixels()))
        {
            if (point.IsFinite)
            {
                Pixel place = frame.At(point.X, point.Y);
                if (isGap) strokes.Add([]);
                else if (_series.Kind == SeriesKind.Step) Add(strokes[^1], new Pixel(place.X, strokes[^1][^1].Y));
                Add(strokes[^1], place);
            }
            isGap = !point.IsFinite;
        }

        foreach (List<Pixel> stroke in strokes.Where(stroke => stroke.Count == 1)) stroke.Add(PointAt(stroke[0])[1]);
        yield return new Lines(strokes, TracePen);
        if (HasLineMarkers) yield return MarkersAt(Pixels().Where(p => p.IsFinite));
    }

    /// <summary>A place that stays where it is adds nothing to a stroke.</summary>
    private static void Add(List<Pixel> stroke, Pixel place)
    {
        if (stroke.Count == 0 || stroke[^1] != place) stroke.Add(place);
    }

    /// <summary>A pen draws nothing where it does not move.</summary>
    private static Pixel[] PointAt(Pixel place) => [place, Pixel.At(place.X + Pixel.Grain, place.Y)];

    private Lines Strokes()
    {
        int cell = 1;
        IReadOnlyList<Decimation.Stroke> strokes = StrokesOf(cell);
        while (strokes.Count > MostStrokes && cell < CoarsestCell) strokes = StrokesOf(++cell);

        IEnumerable<Pixel[]> drawn = strokes.Select(stroke => stroke.Top == stroke.Bottom
            ? PointAt(frame.At(stroke.X, stroke.Top)) : [frame.At(stroke.X, stroke.Top), frame.At(stroke.X, stroke.Bottom)]);
        return new Lines([.. drawn], new Pen(_style.Tone, Math.Max(Marker.Dot.PenWidth!.Value, cell + 1), PenCap.Round));
    }

    private IReadOnlyList<Decimation.Stroke> StrokesOf(int cell) =>
        Decimation.Strokes(Pixels().Where(p => p.IsFinite), (int)Math.Ceiling(frame.PlotWidth), (int)frame.PlotHeight, cell);

    /// <summary>Each shade stands for as many times more values as the one before.</summary>
    private IEnumerable<Shape> Cells() =>
        Shades.Select(shade => new Rectangles([.. shade.Select(BoxOf)], new Fill(_style.Tone, OfCells[shade.Key])));

    /// <summary>The cells by their shade, the palest first.</summary>
    public IReadOnlyList<IGrouping<int, Cell>> Shades
    {
        get
        {
            double most = PortableMath.Ln(Math.Max(2, _series.Cells.Select(cell => cell.Count).DefaultIfEmpty().Max()));
            return [.. _series.Cells.GroupBy(cell => (int)Math.Min(OfCells.Length - 1, PortableMath.Ln(cell.Count) / most * OfCells.Length))
                .OrderBy(shade => shade.Key)];
        }
    }

    private PixelBox BoxOf(Cell cell) => frame.At(
        frame.X.Position(cell.Left), frame.Y.Position(cell.Top), frame.X.Position(cell.Right), frame.Y.Position(cell.Bottom));

    private IReadOnlyList<PixelBox> Bars()
    {
        var columns = new SortedDictionary<(double Left, double Right), Extent>();
        for (int i = 0; i < _series.Data.Count; i++)
        {
            ChartPoint bar = _series.Data[i];
            if (!bar.IsFinite || bar.Y == 0) continue;
            (double left, double right) = PlaceOf(i);
            if (right - left < 1) (left, right) = (Math.Floor(left), Math.Floor(left) + 1);
            double foot = frame.Y.Position(_series.FootOf(i));
            double head = frame.Y.Position(_series.FootOf(i) + bar.Y);
            double top = Math.Min(head, bar.Y > 0 ? foot - 1 : foot);
            double bottom = Math.Max(head, bar.Y < 0 ? foot + 1 : foot);
            columns[(left, right)] = columns.GetValueOrDefault((left, right), Extent.Empty).With(top).With(bottom);
        }

        return [.. columns.Select(column => frame.At(column.Key.Left, column.Value.Low, column.Key.Right, column.Value.High))];
    }

    /// <summary>Solid, whatever dashes the values have: they are short.</summary>
    private Lines Whiskers()
    {
        const double HalfCap = 4;
        var strokes = new List<Pixel[]>();
        for (int i = 0; i < _series.Data.Count; i++)
        {
            if (!_series.Data[i].IsFinite) continue;
            double x = frame.X.Position(_series.Data[i].X);
            (double low, double high) =
                (frame.Y.Position(_series.FootOf(i)), frame.Y.Position(_series.FootOf(i) + _series.Data[i].Y));
            strokes.Add([frame.At(x, low), frame.At(x, high)]);
            foreach (double end in (double[])[low, high]) strokes.Add([frame.At(x - HalfCap, end), frame.At(x + HalfCap, end)]);
        }

        return new Lines(strokes, new Pen(_style.Tone, 1.5));
    }

    /// <summary>Several series of bars share each place side by side, unless they stand on each other.</summary>
    private (double Left, double Right) PlaceOf(int bar)
    {
        List<Series> others = _series.BarFeet is null ? [.. frame.Chart.Series.Where(s => s.Kind == SeriesKind.Bars)] : [_series];
        double left = frame.X.Position(_series.Data[bar].X);
        double share = (frame.X.Position(_series.EndOf(bar)) - left) / others.Count;
        left += share * others.FindIndex(s => ReferenceEquals(s, _series));
        int gap = share > 6 ? 1 : 0;
        return (left + gap, left + share - gap);
    }

    private Shape Lane()
    {
        double middle = frame.Lanes.First(lane => ReferenceEquals(lane.Series, _series)).Middle;
        if (!IsCrowded) return MarkersAt(Pixels().Where(p => p.IsFinite).Select(p => p with { Y = middle }));
        IEnumerable<double> places = Pixels().Where(p => p.IsFinite).Select(p => Math.Floor(p.X) + 0.5).Distinct().Order();
        return new Markers([.. places.Select(x => frame.At(x, middle))], Marker.LaneStroke, _style.Tone).Outlined();
    }
}
