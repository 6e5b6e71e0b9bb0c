namespace NetComm.Reporting.Charts.Svg;

/// <summary>The smallest and the largest of some values; empty until there is one.</summary>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>No value yet.</summary>
    public static Extent Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether there is no value in it.</summary>
    public bool IsEmpty => Low > High;

    /// <summary>Widened to hold one more value; one that is not finite changes nothing.</summary>
    public Extent With(double value) => double.IsFinite(value) ? new Extent(Math.Min(Low, value), Math.Max(High, value)) : this;
}
