using System.Globalization;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Charts.Svg;
using SkiaSharp;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>
/// A spec as a plot of ScottPlot. It leaves nothing to lay out: the plot has no axes, fills the whole picture, and its coordinates are the
/// spec's pixels.
/// </summary>
internal static class SpecPlot
{
    /// <summary>The plot of a spec.</summary>
    /// <param name="isVector">
    /// Whether it becomes SVG: there shapes are marked, and dashes are left to <see cref="FinishedSvg"/>, as Skia writes each as an area.
    /// </param>
    public static ScottPlot.Plot Of(ChartSpec spec, bool isVector)
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
                AddRectangles(plot, rectangles);
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

    /// <summary>All boxes of a fill are one bar plot: a plottable of its own would cost each of them a clip.</summary>
    private static void AddRectangles(ScottPlot.Plot plot, Rectangles rectangles)
    {
        ScottPlot.FillStyle fill = FillOf(rectangles.Fill);
        ScottPlot.LineStyle outline = LineOf(rectangles.Fill.Outline);
        plot.Add.Bars(rectangles.Boxes.Select(box => new ScottPlot.Bar
        {
            Position = (box.Left + box.Right) / 2,
            Size = box.Right - box.Left,
            ValueBase = box.Bottom,
            Value = box.Top,
            FillStyle = fill,
            LineStyle = outline,
        }).ToList());
    }

    private static void AddLabel(ScottPlot.Plot plot, Label label)
    {
        ScottPlot.Plottables.Text text = plot.Add.Text(DrawableText.Of(label.Shown), label.Position.X, label.Position.Y);
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
        [.. pen.Dash.Split(' ').Select(length => float.Parse(length, CultureInfo.InvariantCulture))];

    /// <summary>Draws nothing, but leaves a link in the SVG that tells which shape follows.</summary>
    private sealed class ShapeMark(int shape) : ScottPlot.IPlottable
    {
        public bool IsVisible { get; set; } = true;

        public ScottPlot.IAxes Axes { get; set; } = new ScottPlot.Axes();

        public IEnumerable<ScottPlot.LegendItem> LegendItems => [];

        public ScottPlot.AxisLimits GetAxisLimits() => ScottPlot.AxisLimits.NoLimits;

        public void Render(ScottPlot.RenderPack rp) =>
            rp.Canvas.DrawUrlAnnotation(new SKRect(0, 0, 1, 1), $"{FinishedSvg.ShapeMark}{shape}");
    }
}
