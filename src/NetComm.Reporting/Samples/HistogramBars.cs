namespace NetComm.Reporting.Samples;

/// <summary>A histogram: values counted in bins whose edges are round, so that they stay where they are when a value more comes.</summary>
/// <param name="Bars">Per bin that holds something, its lower edge and how many values.</param>
/// <param name="Ends">The upper edges of these.</param>
/// <param name="Scale">Logarithmic where the range needs it (<see cref="ScaleRule"/>).</param>
/// <param name="BinWidth">Width of every bin; null where they widen with the values.</param>
internal sealed record HistogramBars(IReadOnlyList<ChartPoint> Bars, IReadOnlyList<double> Ends, AxisScale Scale, double? BinWidth)
{
    /// <summary>As many bins as the root of the number of values, within limits: what a chart can show.</summary>
    private const int FewestBins = 10;

    private const int MostBins = 60;

    /// <summary>A smaller range beside its values is one of rounding.</summary>
    public const double Alike = 1e-9;

    /// <summary>
    /// The preferred numbers of ISO 3: R10 divides a decade into ten parts that look alike on a logarithmic axis, R5 into five.
    /// </summary>
    private static readonly double[] R10 = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];

    private static readonly double[] R5 = [1, 1.6, 2.5, 4, 6.3];

    /// <summary>Counts values, given ascending, each with how often it occurred.</summary>
    /// <param name="leastWidth">Of a bin; of values that are whole numbers 1.</param>
    public static HistogramBars Of(IReadOnlyList<(double Value, long Count)> values, double leastWidth = 0)
    {
        if (values.Count == 0) return new HistogramBars([], [], AxisScale.Linear, null);
        (double least, double greatest) = (values[0].Value, values[^1].Value);
        AxisScale scale = ScaleRule.For(least, greatest);
        RoundStep step = StepOf(least, greatest, values.Sum(value => value.Count), leastWidth);
        List<double> edges = scale == AxisScale.Logarithmic ? [.. Decades(least, greatest)] : [.. Multiples(step, least, greatest)];
        var counts = new long[edges.Count - 1];
        foreach ((double value, long count) in values) counts[BinOf(value, edges)] += count;
        int[] filled = [.. Enumerable.Range(0, counts.Length).Where(bin => counts[bin] > 0)];
        return new HistogramBars(
            [.. filled.Select(bin => new ChartPoint(edges[bin], counts[bin]))], [.. filled.Select(bin => edges[bin + 1])],
            scale, scale == AxisScale.Linear ? step.Times(1) : null);
    }

    private static RoundStep StepOf(double least, double greatest, long count, double leastWidth)
    {
        double range = greatest - least;
        if (range > greatest * Alike)
            return RoundStep.AtLeast(Math.Max(leastWidth, range / Math.Clamp(Math.Ceiling(Math.Sqrt(count)), FewestBins, MostBins)));
        return greatest > 0 ? RoundStep.AtLeast(greatest / 100) : new RoundStep(1, -6);
    }

    private static IEnumerable<double> Multiples(RoundStep step, double least, double greatest)
    {
        long last = (long)Math.Floor(step.CountOf(greatest) + 1e-9) + 1;
        for (var count = (long)Math.Floor(step.CountOf(least) + 1e-9); count <= last; count++) yield return step.Times(count);
    }

    private static IEnumerable<double> Decades(double least, double greatest)
    {
        (int first, int last) = (PowersOfTen.ExponentOf(least), PowersOfTen.ExponentOf(greatest) + 1);
        double[] parts = (last - first) * R10.Length <= MostBins ? R10 : R5;
        List<double> all =
            [.. Enumerable.Range(first, last - first).SelectMany(exponent => parts.Select(part => part * PowersOfTen.Of(exponent))),
                PowersOfTen.Of(last)];
        return all.Take(BinOf(greatest, all) + 2).Skip(BinOf(least, all));
    }

    private static int BinOf(double value, List<double> edges)
    {
        int found = edges.BinarySearch(value * (1 + 1e-12));
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, edges.Count - 2);
    }
}
