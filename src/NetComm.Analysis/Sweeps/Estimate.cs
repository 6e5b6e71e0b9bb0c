namespace NetComm.Analysis;

/// <summary>What some independent values say of the mean behind them.</summary>
/// <param name="Count">How many values there are.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation, divided by n − 1; null for a single value.</param>
/// <param name="HalfWidth">How far the 95 % confidence interval reaches on both sides of the mean (Student's t); null for a single value.
/// </param>
public sealed record Estimate(int Count, double Mean, double? StandardDeviation, double? HalfWidth)
{
    /// <summary>Where the interval begins.</summary>
    public double? Low => Mean - HalfWidth;

    /// <summary>Where the interval ends.</summary>
    public double? High => Mean + HalfWidth;

    /// <summary>The estimate from these values; null where there is none. Their order decides the result's last bit.</summary>
    public static Estimate? Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0) return null;
        double mean = Sum(all, value => value) / all.Length;
        if (all.Length == 1) return new(1, mean, null, null);
        double deviation = Math.Sqrt(Sum(all, value => (value - mean) * (value - mean)) / (all.Length - 1));
        return new(all.Length, mean, deviation, Confidence.Student95(all.Length - 1) * deviation / Math.Sqrt(all.Length));
    }

    /// <summary>Whether the interval reaches no further than this share of the mean.</summary>
    public bool IsWithin(double share) => HalfWidth <= share * Math.Abs(Mean);

    private static double Sum(double[] values, Func<double, double> term)
    {
        double sum = 0;
        foreach (double value in values) sum += term(value);
        return sum;
    }
}
