using System.Globalization;
using NetComm.Analysis;

namespace NetComm.Reporting;

/// <summary>
/// A mean with its 95 % interval, both in one unit: <c>30.130 ± 0.019 ms</c>. The interval has two digits that count, and the mean ends
/// where they do.
/// </summary>
public static class ShownEstimate
{
    private const int Digits = 2;
    private const int MostDecimals = 6;

    /// <summary>A figure of some runs; a dash where there is none, and without an interval where there is none or all runs agree.</summary>
    public static string Of(Estimate? estimate, MetricDefinition metric)
    {
        if (estimate is null) return Figure.None.PlainText;
        if (estimate.HalfWidth is not > 0)
        {
            return metric.Unit == MetricUnit.YesNo && estimate.Mean is 0 or 1
                ? estimate.Mean == 0 ? "no" : "yes" : MetricText.Show(estimate.Mean, metric).PlainText.Replace('-', '\u2212');
        }

        double mean = MetricText.InBase(estimate.Mean, metric), half = MetricText.InBase(estimate.HalfWidth.Value, metric);
        Unit.Multiple unit = metric.Unit == MetricUnit.Number
            ? new("", 1) : MetricText.Of(metric).For(Math.Max(Math.Abs(mean), half));
        string scientific = (half / unit.Factor).ToString("E1", CultureInfo.InvariantCulture);
        int power = int.Parse(scientific.Split('E')[1], CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(Digits - 1 - power, 0, MostDecimals);
        string Written(double value) =>
            (value / unit.Factor).ToString("#,0." + new string('0', decimals), DigitGroups.Format).Replace('-', '\u2212');
        return $"{Written(mean)} ± {Written(half)} {unit.Symbol}".TrimEnd();
    }

    /// <summary>How far a figure is above another, with its sign.</summary>
    public static string Above(Estimate? difference, MetricDefinition metric)
    {
        if (difference is null) return Figure.None.PlainText;
        if (difference is { Mean: 0, HalfWidth: null or 0 }) return metric.Unit == MetricUnit.YesNo ? "" : "0";
        return (difference.Mean > 0 ? "+" : "") + Of(difference, metric);
    }
}
