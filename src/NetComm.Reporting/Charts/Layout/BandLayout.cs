using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>
/// Lays out the shaded stretches of a chart: behind all else, from the top of the plot down to the X axis, and those of losses as a
/// ribbon over the plot, where bars that fill the stretch cannot hide it.
/// </summary>
internal static class BandLayout
{
    /// <summary>Pixels: what is shorter is drawn as wide as this; its ribbon, which has no height to be seen by, is wider.</summary>
    private const double Least = 2, LeastRibbon = 3;

    /// <summary>Pixels: how high the ribbon is, and where it begins above the plot.</summary>
    private const double Ribbon = 4, RibbonTop = -5;

    /// <summary>Pale enough that grid and data stay readable.</summary>
    private static readonly Fill LossShade = new(ChartTheme.Losses, 0.18), OutageShade = new(ChartTheme.Outages, 0.16);

    private static readonly Fill Solid = new(ChartTheme.Losses);

    /// <summary>The bands; overlapping ones of a kind are no darker.</summary>
    public static IEnumerable<Shape> Of(ChartFrame frame)
    {
        for (int i = 0; i < frame.Chart.Bands.Count; i++)
        {
            Bands bands = frame.Chart.Bands[i];
            if (bands.Items.Count == 0) continue;
            yield return new Rectangles(Merged(bands.Items.Select(band => Wide(frame, band, Least)))
                .Select(band => frame.At(band.Left, 0, band.Right, frame.AxisY)).ToArray(), ShadeOf(bands.Kind))
            { Part = ChartParts.Bands(i) };
            if (bands.Kind == BandKind.Losses)
                yield return new Rectangles(bands.Items.Select(band => Wide(frame, band, LeastRibbon))
                    .Select(band => frame.At(band.Left, RibbonTop, band.Right, RibbonTop + Ribbon)).ToArray(), Solid)
                { Part = ChartParts.Bands(i) };
        }
    }

    /// <summary>What stands before the name in the legend, with its middle at <paramref name="y"/>.</summary>
    public static IEnumerable<Shape> Sample(BandKind kind, double x, double y) => kind == BandKind.Losses
        ?
        [
            new Rectangles([PixelBox.At(x + 3, y - 2, x + 23, y + 7)], LossShade),
            new Rectangles([PixelBox.At(x + 3, y - 7, x + 23, y - 3)], Solid),
        ]
        :
        [
            new Rectangles([PixelBox.At(x + 3, y - 7, x + 23, y + 7)], OutageShade),
            new Lines([.. new[] { x + 3, x + 23 }.Select(edge => (Pixel[])[Pixel.At(edge, y - 7), Pixel.At(edge, y + 7)])],
                ChartLayout.MarkPen),
        ];

    private static Fill ShadeOf(BandKind kind) => kind == BandKind.Losses ? LossShade : OutageShade;

    private static (double Left, double Right) Wide(ChartFrame frame, Band band, double least)
    {
        (double left, double right) = (frame.X.Position(band.From), frame.X.Position(band.To));
        return right - left < least ? ((left + right - least) / 2, (left + right + least) / 2) : (left, right);
    }

    private static IEnumerable<(double Left, double Right)> Merged(IEnumerable<(double Left, double Right)> stretches)
    {
        (double Left, double Right)? open = null;
        foreach ((double Left, double Right) stretch in stretches.Order())
        {
            if (open is { } before && stretch.Left <= before.Right)
            {
                open = (before.Left, Math.Max(before.Right, stretch.Right));
                continue;
            }
            if (open is { } done) yield return done;
            open = stretch;
        }
        if (open is { } last) yield return last;
    }
}
