using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>Draws one series into the plot.</summary>
internal sealed class SeriesDrawing(ChartFrame frame, Series series, SeriesStyle style)
{
    /// <summary>Up to here a line shows each of its values by a marker.</summary>
    private const int MostLineMarkers = 30;

    /// <summary>Up to here points have shapes of their own; beyond, they are dots.</summary>
    private const int MostShapes = 150;

    /// <summary>Up to here dots lie where they are; beyond, neighbours on the pixel grid merge.</summary>
    private const int MostDots = 2000;

    /// <summary>Strokes above this number are merged on a coarser grid, which bounds the file.</summary>
    private const int MostStrokes = 4000;

    private const int CoarsestCell = 4;

    private bool IsCrowded => series.Data.Count > MostShapes;

    private Marker Marker => series.Kind == SeriesKind.Lane ? Marker.Cross : IsCrowded
        && series.Kind == SeriesKind.Points ? Marker.Small[style.Index] : style.Marker;

    /// <summary>The elements of the series.</summary>
    public void WriteTo(MarkupWriter svg)
    {
        if (series.Data.Count == 0) return;
        switch (series.Kind)
        {
            case SeriesKind.Line or SeriesKind.Step:
                WriteLine(svg);
                break;
            case SeriesKind.Points when series.Data.Count > MostDots:
                WriteStrokes(svg);
                break;
            case SeriesKind.Points:
                WriteMarkers(svg, Pixels().Where(p => p.IsFinite));
                break;
            case SeriesKind.Bars:
                WriteBars(svg);
                break;
            default:
                WriteLane(svg);
                break;
        }
    }

    /// <summary>What stands before the name in the legend, with its middle at <paramref name="y"/>.</summary>
    public void WriteSample(MarkupWriter svg, double x, double y)
    {
        double middle = x + (Legend.SampleWidth / 2);
        if (series.Kind == SeriesKind.Bars) WriteFilled(svg, new PathData().Move(x + 5, y - 5).Shape("h16v10h-16z"));
        if (series.Kind is SeriesKind.Line or SeriesKind.Step) WriteTrace(svg, new PathData().Move(x, y).Across(x + Legend.SampleWidth));
        if (series.Kind == SeriesKind.Points || HasLineMarkers) WriteMarkers(svg, [new ChartPoint(middle, y)]);
    }

    private bool HasLineMarkers => series.Kind is SeriesKind.Line && series.Data.Count <= MostLineMarkers;

    private IEnumerable<ChartPoint> Pixels() =>
        series.Data.Select(
            p => p.IsFinite ? new ChartPoint(frame.X.Position(p.X), frame.Y.Position(p.Y)) : new ChartPoint(double.NaN, double.NaN));

    private void WriteLine(MarkupWriter svg)
    {
        var path = new PathData();
        var previous = new ChartPoint(double.NaN, double.NaN);
        bool isAlone = false;
        foreach (ChartPoint pixel in Decimation.Line(Pixels()))
        {
            if (isAlone && !pixel.IsFinite) path.Shape("h.1");
            isAlone = pixel.IsFinite && !previous.IsFinite;
            if (isAlone) path.Move(pixel.X, pixel.Y);
            else if (pixel.IsFinite && series.Kind == SeriesKind.Step) path.Across(pixel.X).Down(pixel.Y);
            else if (pixel.IsFinite) path.Line(pixel.X, pixel.Y);
            previous = pixel;
        }
        if (isAlone) path.Shape("h.1");
        WriteTrace(svg, path);
        if (HasLineMarkers) WriteMarkers(svg, Pixels().Where(p => p.IsFinite));
    }

    private void WriteMarkers(MarkupWriter svg, IEnumerable<ChartPoint> pixels)
    {
        var path = new PathData();
        foreach (ChartPoint pixel in pixels) path.Move(pixel.X, pixel.Y).Shape(Marker.Shape);
        if (path.IsEmpty) return;
        if (Marker.IsFilled) svg.Line($"<path class=\"nc-f{style.Index}\" fill=\"{style.Colour}\" d=\"{path.ToMarkup()}\"/>");
        else WritePen(svg, path, Marker.Pen, Marker.Cap);
    }

    private void WriteStrokes(MarkupWriter svg)
    {
        int cell = 1;
        IReadOnlyList<Decimation.Stroke> strokes = StrokesOf(cell);
        while (strokes.Count > MostStrokes && cell < CoarsestCell) strokes = StrokesOf(++cell);

        var path = new PathData();
        foreach (Decimation.Stroke stroke in strokes)
        {
            path.Move(stroke.X, stroke.Top);
            if (stroke.Top == stroke.Bottom) path.Shape("h.1");
            else path.Down(stroke.Bottom);
        }
        WritePen(svg, path, Math.Max(Marker.Dot.Pen, cell + 1), "round");
    }

    private IReadOnlyList<Decimation.Stroke> StrokesOf(int cell) =>
        Decimation.Strokes(Pixels().Where(p => p.IsFinite), (int)Math.Ceiling(frame.PlotWidth), (int)frame.PlotHeight, cell);

    private void WriteBars(MarkupWriter svg)
    {
        double zero = frame.Y.Position(0);
        var columns = new SortedDictionary<(double Left, double Right), Extent>();
        for (int i = 0; i < series.Data.Count; i++)
        {
            ChartPoint bar = series.Data[i];
            if (!bar.IsFinite || bar.Y == 0) continue;
            (double left, double right) = PlaceOf(i);
            if (right - left < 1) (left, right) = (Math.Floor(left), Math.Floor(left) + 1);
            double top = Math.Min(frame.Y.Position(bar.Y), bar.Y > 0 ? zero - 1 : zero);
            double bottom = Math.Max(frame.Y.Position(bar.Y), bar.Y < 0 ? zero + 1 : zero);
            columns[(left, right)] = columns.GetValueOrDefault((left, right), Extent.Empty).With(top).With(bottom);
        }

        var path = new PathData();
        foreach (((double left, double right), Extent height) in columns)
            path.Move(left, height.Low).Across(right).Down(height.High).Across(left).Shape("z");
        if (!path.IsEmpty) WriteFilled(svg, path);
    }

    /// <summary>Several series of bars share each place side by side.</summary>
    private (double Left, double Right) PlaceOf(int bar)
    {
        List<Series> others = frame.Chart.Series.Where(s => s.Kind == SeriesKind.Bars).ToList();
        double left = frame.X.Position(series.Data[bar].X);
        double share = (frame.X.Position(series.EndOf(bar)) - left) / others.Count;
        left += share * others.FindIndex(s => ReferenceEquals(s, series));
        int gap = share > 6 ? 1 : 0;
        return (left + gap, left + share - gap);
    }

    private void WriteLane(MarkupWriter svg)
    {
        double middle = frame.Lanes.First(lane => ReferenceEquals(lane.Series, series)).Middle;
        if (!IsCrowded)
        {
            WriteMarkers(svg, Pixels().Where(p => p.IsFinite).Select(p => p with { Y = middle }));
            return;
        }
        var path = new PathData();
        foreach (double x in Pixels().Where(p => p.IsFinite).Select(p => Math.Floor(p.X) + 0.5).Distinct().Order())
            path.Move(x, middle - 4).Shape("v8");
        WritePen(svg, path, 1, "butt");
    }

    /// <summary>
    /// Bars after the first are pale with an outline, so that they differ in grey; those of a histogram, so that marks are seen on them.
    /// </summary>
    private void WriteFilled(MarkupWriter svg, PathData path)
    {
        bool isSolid = style.Index == 0 && series.BarEnds is null;
        string classes = isSolid ? "nc-f0" : $"nc-f{style.Index} nc-s{style.Index}";
        Markup outline = isSolid ? Markup.None : Markup.Of($" fill-opacity=\"0.35\" stroke=\"{style.Colour}\"");
        svg.Line($"<path class=\"{classes}\" fill=\"{style.Colour}\"{outline} d=\"{path.ToMarkup()}\"/>");
    }

    private void WriteTrace(MarkupWriter svg, PathData path)
    {
        Markup dash = style.Dash.Length == 0 ? Markup.None : Markup.Of($" stroke-dasharray=\"{style.Dash}\"");
        WritePen(svg, path, 2, style.Dash.Length == 0 ? "round" : "butt", dash);
    }

    private void WritePen(MarkupWriter svg, PathData path, double width, string cap, Markup dash = default) =>
        svg.Line(
            $"<path class=\"nc-s{style.Index}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"{width}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"round\"{dash} d=\"{path.ToMarkup()}\"/>");
}
