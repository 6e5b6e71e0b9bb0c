namespace NetComm.Reporting.Charts.Specs;

/// <summary>
/// A chart laid out: what stands where, in pixels from the chart's top left corner, from the back to the front. Nothing is left to decide
/// but how to draw it.
/// </summary>
/// <param name="Title">One short line, for who cannot see the chart.</param>
/// <param name="Description">A paragraph, for the same.</param>
/// <param name="Width">Of the whole chart; whole pixels.</param>
/// <param name="Height">Of the whole chart; whole pixels.</param>
/// <param name="Shapes">All that is drawn. Each has a place within the chart: no coordinate is infinite.</param>
internal sealed record ChartSpec(string Title, string Description, int Width, int Height, IReadOnlyList<Shape> Shapes);

/// <summary>Something that is drawn. All charts, also those to come, are made of these few kinds.</summary>
internal abstract record Shape
{
    /// <summary>Which series it belongs to, by its place among the series; null for what belongs to none.</summary>
    public int? Series { get; init; }

    /// <summary>
    /// Which part of the chart it is, for a script that hides it or draws it anew: a series, or what its layout calls it; null for none.
    /// </summary>
    public string? Part
    {
        get => field ?? (Series is { } series ? $"s{series}" : null);
        init;
    }

    /// <summary>What it says to a pointer that rests on it; null where that is nothing more.</summary>
    public string? Tooltip { get; init; }
}

/// <summary>Strokes of a pen, each through two places or more.</summary>
internal sealed record Lines(IReadOnlyList<IReadOnlyList<Pixel>> Strokes, Pen Pen) : Shape;

/// <summary>Areas, each given by its corners.</summary>
internal sealed record Polygons(IReadOnlyList<IReadOnlyList<Pixel>> Outlines, Fill Fill) : Shape;

/// <summary>Upright rectangles: bars, shaded stretches, cells.</summary>
internal sealed record Rectangles(IReadOnlyList<PixelBox> Boxes, Fill Fill) : Shape;

/// <summary>The same marker at each place.</summary>
internal sealed record Markers(IReadOnlyList<Pixel> Places, Marker Marker, ThemeColour Colour) : Shape
{
    /// <summary>The markers as strokes or polygons.</summary>
    public Shape Outlined()
    {
        IReadOnlyList<Pixel[]> strokes =
            [.. from place in Places from stroke in Marker.Strokes select (Pixel[])[.. stroke.Select(step => place + step)]];
        Shape outlined = Marker.PenWidth is { } width
            ? new Lines(strokes, new Pen(Colour, width, Marker.Cap))
            : new Polygons(strokes, new Fill(Colour));
        return outlined with { Series = Series, Part = Part, Tooltip = Tooltip };
    }
}

/// <summary>A line of text.</summary>
/// <param name="Position">Where it begins, has its middle or ends, as its style says, on its baseline.</param>
/// <param name="Shown">The text.</param>
/// <param name="Style">How it looks.</param>
internal sealed record Label(Pixel Position, string Shown, TextStyle Style) : Shape
{
    /// <summary>A text that was shortened shows the whole one to a pointer that rests on it.</summary>
    public static Label Of(Pixel position, string shown, string full, TextStyle style) =>
        new(position, shown, style) { Tooltip = shown == full ? null : full };
}
