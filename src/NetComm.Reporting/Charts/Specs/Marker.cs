namespace NetComm.Reporting.Charts.Specs;

/// <summary>A shape that stands for one value, so that series differ without colour.</summary>
/// <param name="Name">What it looks like.</param>
/// <param name="Strokes">Where the pen goes, relative to the middle; the outline of one that is filled.</param>
/// <param name="PenWidth">
/// Pixels; none where it is filled. A wide pen on a tenth of a pixel makes a circle or a square in few bytes.
/// </param>
/// <param name="Cap">The end of the pen's stroke.</param>
internal sealed record Marker(string Name, IReadOnlyList<IReadOnlyList<Pixel>> Strokes, double? PenWidth, PenCap Cap = PenCap.Butt)
{
    private static readonly IReadOnlyList<IReadOnlyList<Pixel>> Point = [[new(0, 0), new(Pixel.Grain, 0)]];

    /// <summary>For what was lost.</summary>
    public static Marker Cross { get; } = new("cross", Crossing(3), 1.8);

    /// <summary>For so many values that they touch.</summary>
    public static Marker Dot { get; } = new("dot", Point, 3, PenCap.Round);

    /// <summary>For a value of its own, such as a median.</summary>
    public static Marker LargeCircle { get; } = new("large circle", Point, 9, PenCap.Round);

    /// <summary>For another one beside it.</summary>
    public static Marker LargeDiamond { get; } = new("large diamond", [[new(0, -6.5), new(5, 0), new(0, 6.5), new(-5, 0)]], null);

    /// <summary>For so many instants of a lane that crosses would blot each other out.</summary>
    public static Marker LaneStroke { get; } = new("lane stroke", [[new(0, -4), new(0, 4)]], 1);

    /// <summary>In the order of the styles.</summary>
    public static IReadOnlyList<Marker> All { get; } =
    [
        new("circle", Point, 5.5, PenCap.Round),
        new("square", Point, 5, PenCap.Square),
        new("triangle", [[new(0, -3.8), new(3.9, 3), new(-3.9, 3)]], null),
        new("diamond", [[new(0, -4), new(3.6, 0), new(0, 4), new(-3.6, 0)]], null),
        new("plus", Upright(3.6, 3.6), 1.8),
        Cross,
    ];

    /// <summary>For so many values that shapes would blot each other out.</summary>
    public static IReadOnlyList<Marker> Small { get; } =
    [
        Dot,
        new("small plus", Upright(2.2, 2.2), 1.2),
        new("dash", [[new(-2.5, 0), new(2.5, 0)]], 1.6),
        new("bar", [[new(0, -2.5), new(0, 2.5)]], 1.6),
        new("small cross", Crossing(1.8), 1.2),
        new("small square", Point, 2.6, PenCap.Square),
    ];

    private static IReadOnlyList<IReadOnlyList<Pixel>> Crossing(double half) =>
        [[new(-half, -half), new(half, half)], [new(half, -half), new(-half, half)]];

    private static IReadOnlyList<IReadOnlyList<Pixel>> Upright(double across, double down) =>
        [[new(-across, 0), new(across, 0)], [new(0, -down), new(0, down)]];
}
