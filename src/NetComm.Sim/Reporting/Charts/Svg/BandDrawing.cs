namespace NetComm.Sim.Reporting.Charts.Svg;

/// <summary>Draws the shaded stretches of a chart: behind all else, from the top of the plot down to the X axis.</summary>
internal static class BandDrawing
{
    /// <summary>The colour of what was lost, pale enough that grid and data stay readable.</summary>
    private static readonly SeriesStyle Style = SeriesStyle.Of(1);

    private const double Opacity = 0.18;

    /// <summary>Pixels: what is shorter is drawn as wide as this.</summary>
    private const double Least = 2;

    /// <summary>The bands; overlapping ones are no darker.</summary>
    public static void WriteTo(MarkupWriter svg, ChartFrame frame)
    {
        if (frame.Chart.Bands is not { Items.Count: > 0 } bands) return;
        var path = new PathData();
        foreach (var band in bands.Items)
        {
            var (left, right) = (frame.X.Position(band.From), frame.X.Position(band.To));
            if (right - left < Least) (left, right) = ((left + right - Least) / 2, (left + right + Least) / 2);
            path.Move(left, 0).Across(right).Down(frame.AxisY).Across(left).Shape("z");
        }

        Write(svg, path);
    }

    /// <summary>What stands before the name in the legend, with its middle at <paramref name="y"/>.</summary>
    public static void WriteSample(MarkupWriter svg, double x, double y) => Write(svg, new PathData().Move(x + 3, y - 7).Shape("h20v14h-20z"));

    private static void Write(MarkupWriter svg, PathData path) =>
        svg.Line($"<path class=\"nc-f{Style.Index}\" fill=\"{Style.Colour}\" fill-opacity=\"{Opacity}\" d=\"{path.ToMarkup()}\"/>");
}
