using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>
/// Draws the shaded stretches of a chart: behind all else, from the top of the plot down to the X axis, and as a ribbon over the plot,
/// where bars that fill the stretch cannot hide it.
/// </summary>
internal static class BandDrawing
{
    /// <summary>The colour of what was lost, pale enough that grid and data stay readable.</summary>
    private static readonly SeriesStyle Style = SeriesStyle.Of(1);

    private const double Opacity = 0.18;

    /// <summary>Pixels: what is shorter is drawn as wide as this; its ribbon, which has no height to be seen by, is wider.</summary>
    private const double Least = 2, LeastRibbon = 3;

    /// <summary>Pixels: how high the ribbon is, and where it begins above the plot.</summary>
    private const double Ribbon = 4, RibbonTop = -5;

    /// <summary>The bands; overlapping ones are no darker.</summary>
    public static void WriteTo(MarkupWriter svg, ChartFrame frame)
    {
        if (frame.Chart.Bands is not { Items.Count: > 0 } bands) return;
        (PathData? shade, PathData? ribbon) = (new PathData(), new PathData());
        foreach (Band band in bands.Items)
        {
            (double left, double right) = (frame.X.Position(band.From), frame.X.Position(band.To));
            Add(shade, left, right, Least, 0, frame.AxisY);
            Add(ribbon, left, right, LeastRibbon, RibbonTop, RibbonTop + Ribbon);
        }

        WriteShade(svg, shade);
        WriteRibbon(svg, ribbon);
    }

    private static void Add(PathData path, double left, double right, double least, double top, double bottom)
    {
        if (right - left < least) (left, right) = ((left + right - least) / 2, (left + right + least) / 2);
        path.Move(left, top).Across(right).Down(bottom).Across(left).Shape("z");
    }

    /// <summary>What stands before the name in the legend, with its middle at <paramref name="y"/>.</summary>
    public static void WriteSample(MarkupWriter svg, double x, double y)
    {
        WriteShade(svg, new PathData().Move(x + 3, y - 2).Shape("h20v9h-20z"));
        WriteRibbon(svg, new PathData().Move(x + 3, y - 7).Shape("h20v4h-20z"));
    }

    private static void WriteShade(MarkupWriter svg, PathData path) =>
        svg.Line($"<path class=\"nc-f{Style.Index}\" fill=\"{Style.Colour}\" fill-opacity=\"{Opacity}\" d=\"{path.ToMarkup()}\"/>");

    private static void WriteRibbon(MarkupWriter svg, PathData path) =>
        svg.Line($"<path class=\"nc-f{Style.Index}\" fill=\"{Style.Colour}\" d=\"{path.ToMarkup()}\"/>");
}
