using System.Collections.Concurrent;
using System.Text;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;
using SkiaSharp;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>
/// Draws charts by ScottPlot, the only place that knows it. A spec leaves nothing to lay out: the plot has no axes, fills the whole picture,
/// and its coordinates are the spec's pixels.
/// </summary>
internal sealed class ScottPlotRenderer : IChartRenderer
{
    /// <summary>What a page shows stands as a file too: each picture is drawn once a size.</summary>
    private readonly ConcurrentDictionary<(IPicture Picture, ChartSize Size), (ChartSpec Spec, Markup Svg)> _drawn = new(BySameOne.Instance);

    /// <inheritdoc/>
    public string StyleSheet => ChartTheme.DarkStyleSheet;

    /// <inheritdoc/>
    public Markup Render(IPicture picture, ChartPlacement placement)
    {
        if (picture is IDrawing drawing) return drawing.Draw(placement);
        (ChartSpec spec, Markup body) = _drawn.GetOrAdd((picture, placement.Size), key =>
        {
            ChartSpec spec = SpecOf(key.Picture, key.Size);
            return (spec, FinishedSvg.Of(spec, DrawSvg(spec)));
        });
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, spec.Title, spec.Description, spec.Width, spec.Height);
        svg.Literal(body.Text);
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    /// <inheritdoc/>
    public byte[] RenderPng(IPicture picture)
    {
        if (picture is IDrawing drawing) return SvgPainter.Png(drawing.Draw(ChartPlacement.File).Text);
        ChartSpec spec = SpecOf(picture, ChartSize.Wide);
        using ScottPlot.Plot plot = PlotOf(spec, isVector: false);
        plot.ScaleFactor = PngFile.DotsPerPixel;
        using ScottPlot.Image image = plot.GetImage(spec.Width * PngFile.DotsPerPixel, spec.Height * PngFile.DotsPerPixel);
        return PngFile.WithResolution(image.GetImageBytes(ScottPlot.ImageFormat.Png));
    }

    private static ChartSpec SpecOf(IPicture picture, ChartSize size) => picture is ILaidOut laidOut
        ? laidOut.LayOut(size) : throw new ArgumentException($"{picture.GetType()} is neither laid out nor a drawing.", nameof(picture));

    /// <summary>
    /// ScottPlot renders again when the limits of the axes are not those of its last render, as at first, and SVG would hold everything
    /// twice: so the first render goes nowhere.
    /// </summary>
    private static string DrawSvg(ChartSpec spec)
    {
        using ScottPlot.Plot plot = PlotOf(spec, isVector: true);
        using var nowhere = new SKNoDrawCanvas(spec.Width, spec.Height);
        plot.Render(nowhere, spec.Width, spec.Height);
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, spec.Width, spec.Height), stream))
            plot.Render(canvas, spec.Width, spec.Height);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The plot. In SVG the shapes are marked, and dashes are left to the SVG: Skia writes each as an area of its own.</summary>
    private static ScottPlot.Plot PlotOf(ChartSpec spec, bool isVector)
    {
        var plot = new ScottPlot.Plot();
        plot.HideGrid();
        plot.HideLegend();
        plot.Axes.Frameless();
        plot.FigureBackground.Color = Colour(ChartTheme.Paper);
        plot.Layout.Fixed(new ScottPlot.PixelRect(0, spec.Width, spec.Height, 0));
        plot.Axes.SetLimits(0, spec.Width, spec.Height, 0);
        for (int i = 0; i < spec.Shapes.Count; i++)
        {
            if (isVector) plot.PlottableList.Add(new ShapeMark(i));
            Add(plot, spec.Shapes[i], isVector);
        }
        return plot;
    }

    private static void Add(ScottPlot.Plot plot, Shape shape, bool isVector)
    {
        switch (shape)
        {
            case Lines lines:
                AddLines(plot, lines, isVector);
                break;
            case Polygons polygons:
                foreach (IReadOnlyList<Pixel> outline in polygons.Outlines) AddPolygon(plot, outline, polygons.Fill);
                break;
            case Rectangles rectangles:
                foreach (PixelBox box in rectangles.Boxes) AddRectangle(plot, box, rectangles.Fill);
                break;
            case Markers markers:
                Add(plot, markers.Outlined(), isVector);
                break;
            case Label label:
                AddLabel(plot, label);
                break;
            default:
                throw new InvalidOperationException($"No plottable for {shape.GetType()}.");
        }
    }

    /// <summary>All strokes of a pen are one scatter plot with gaps.</summary>
    private static void AddLines(ScottPlot.Plot plot, Lines lines, bool isVector)
    {
        var places = new List<ScottPlot.Coordinates>();
        foreach (IReadOnlyList<Pixel> stroke in lines.Strokes)
        {
            if (places.Count > 0) places.Add(new ScottPlot.Coordinates(double.NaN, double.NaN));
            places.AddRange(stroke.Select(Coordinates));
        }

        plot.Add.ScatterLine(places).LineStyle = LineOf(isVector ? lines.Pen with { Dash = "" } : lines.Pen);
    }

    private static void AddPolygon(ScottPlot.Plot plot, IReadOnlyList<Pixel> outline, Fill fill)
    {
        ScottPlot.Plottables.Polygon polygon = plot.Add.Polygon([.. outline.Select(Coordinates)]);
        polygon.FillStyle = FillOf(fill);
        polygon.LineStyle = LineOf(fill.Outline);
        polygon.MarkerStyle = ScottPlot.MarkerStyle.None;
    }

    private static void AddRectangle(ScottPlot.Plot plot, PixelBox box, Fill fill)
    {
        ScottPlot.Plottables.Rectangle rectangle = plot.Add.Rectangle(box.Left, box.Right, box.Top, box.Bottom);
        rectangle.FillStyle = FillOf(fill);
        rectangle.LineStyle = LineOf(fill.Outline);
    }

    private static void AddLabel(ScottPlot.Plot plot, Label label)
    {
        ScottPlot.Plottables.Text text = plot.Add.Text(DrawableText.Of(label.Shown), label.Place.X, label.Place.Y);
        text.LabelStyle.Font = EmbeddedFont.Of(label.Style.IsBold);
        text.LabelFontSize = (float)label.Style.Size;
        text.LabelFontColor = Colour(label.Style.Colour);
        // It stands its lowest letter on the place; a label stands its baseline there.
        text.OffsetY = EmbeddedFont.Descent(label.Style.Size, label.Style.IsBold);
        text.LabelAlignment = label.Style.Anchor switch
        {
            TextAnchor.Middle => ScottPlot.Alignment.LowerCenter,
            TextAnchor.End => ScottPlot.Alignment.LowerRight,
            _ => ScottPlot.Alignment.LowerLeft,
        };
    }

    private static ScottPlot.Coordinates Coordinates(Pixel place) => new(place.X, place.Y);

    private static ScottPlot.Color Colour(ThemeColour colour) => ScottPlot.Color.FromHex(colour.Light);

    private static ScottPlot.FillStyle FillOf(Fill fill) => new() { Color = Colour(fill.Colour).WithAlpha(fill.Opacity) };

    private static ScottPlot.LineStyle LineOf(Pen? pen) => pen is null ? ScottPlot.LineStyle.None : new()
    {
        Color = Colour(pen.Colour),
        Width = (float)pen.Width,
        Pattern = pen.Dash.Length == 0 ? ScottPlot.LinePattern.Solid : new ScottPlot.LinePattern(DashesOf(pen), 0, pen.Dash),
        StrokeCap = pen.Cap switch
        {
            PenCap.Round => SKStrokeCap.Round,
            PenCap.Square => SKStrokeCap.Square,
            _ => SKStrokeCap.Butt,
        },
        StrokeJoin = SKStrokeJoin.Round,
    };

    private static float[] DashesOf(Pen pen) =>
        [.. pen.Dash.Split(' ').Select(length => float.Parse(length, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Draws nothing, but leaves a link in the SVG that tells which shape follows.</summary>
    private sealed class ShapeMark(int shape) : ScottPlot.IPlottable
    {
        public bool IsVisible { get; set; } = true;

        public ScottPlot.IAxes Axes { get; set; } = new ScottPlot.Axes();

        public IEnumerable<ScottPlot.LegendItem> LegendItems => [];

        public ScottPlot.AxisLimits GetAxisLimits() => ScottPlot.AxisLimits.NoLimits;

        public void Render(ScottPlot.RenderPack rp) => rp.Canvas.DrawUrlAnnotation(new SKRect(0, 0, 1, 1), $"{FinishedSvg.ShapeMark}{shape}");
    }

    /// <summary>Pictures are told apart by which they are: comparing what they show would take as long as drawing it.</summary>
    private sealed class BySameOne : IEqualityComparer<(IPicture Picture, ChartSize Size)>
    {
        public static readonly BySameOne Instance = new();

        public bool Equals((IPicture Picture, ChartSize Size) a, (IPicture Picture, ChartSize Size) b) =>
            ReferenceEquals(a.Picture, b.Picture) && a.Size == b.Size;

        public int GetHashCode((IPicture Picture, ChartSize Size) key) =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Picture);
    }
}
