namespace NetComm.Reporting.Charts.Svg;

/// <summary>A shape that stands for one value, so that series differ without colour.</summary>
/// <param name="Shape">Path commands relative to its middle.</param>
/// <param name="IsFilled">Filled, or drawn with a pen.</param>
/// <param name="Pen">Width of that pen in pixels; a wide pen and a dot make a circle or a square in few bytes.</param>
/// <param name="Cap">The end of the pen's stroke.</param>
internal sealed record Marker(string Shape, bool IsFilled, double Pen, string Cap)
{
    /// <summary>For what was lost.</summary>
    public static Marker Cross { get; } = new("m-3-3l6 6m0-6l-6 6", false, 1.8, "butt");

    /// <summary>For so many values that they touch.</summary>
    public static Marker Dot { get; } = new("h.1", false, 3, "round");

    /// <summary>In the order of the styles: circle, square, triangle, diamond, plus, cross.</summary>
    public static IReadOnlyList<Marker> All { get; } =
    [
        new("h.1", false, 5.5, "round"),
        new("h.1", false, 5, "square"),
        new("m0-3.8l3.9 6.8h-7.8z", true, 0, "butt"),
        new("m0-4l3.6 4l-3.6 4l-3.6-4z", true, 0, "butt"),
        new("m-3.6 0h7.2m-3.6-3.6v7.2", false, 1.8, "butt"),
        Cross,
    ];

    /// <summary>For so many values that shapes would blot each other out: dot, plus, dash, bar, cross, square.</summary>
    public static IReadOnlyList<Marker> Small { get; } =
    [
        Dot,
        new("m-2.2 0h4.4m-2.2-2.2v4.4", false, 1.2, "butt"),
        new("m-2.5 0h5", false, 1.6, "butt"),
        new("m0-2.5v5", false, 1.6, "butt"),
        new("m-1.8-1.8l3.6 3.6m0-3.6l-3.6 3.6", false, 1.2, "butt"),
        new("h.1", false, 2.6, "square"),
    ];
}
