namespace NetComm.Cli.Screens;

/// <summary>Numbers as people read them: four digits that count, or all digits before the point.</summary>
internal static class Figure
{
    private static readonly string[] RateUnits = ["bps", "kbps", "Mbps", "Gbps"];
    private static readonly string[] TimeUnits = ["ps", "ns", "µs", "ms", "s"];

    /// <summary>A figure in the unit that leaves the fewest zeros; seconds stay seconds.</summary>
    public static string Of(double figure, MetricDefinition metric) => metric.Unit switch
    {
        MetricUnit.Share => $"{Of(figure * 100)} %",
        MetricUnit.Rate => InUnits(figure, RateUnits),
        MetricUnit.Duration when metric.KeyUnit == SimDuration.PerSecond => $"{Of(figure / SimDuration.PerSecond)} s",
        MetricUnit.Duration => figure == 0 ? "0 ms" : InUnits(figure, TimeUnits),
        _ => figure.ToString("#,0", DigitGroups.Format),
    };

    private static string InUnits(double number, string[] units)
    {
        int unit = 0;
        // What is written as 1 000 of one is 1 of the next.
        for (; unit < units.Length - 1 && number >= 999.95; unit++) number /= 1000;
        return $"{Of(number)} {units[unit]}";
    }

    public static string Of(double number)
    {
        int digitsBeforePoint = number == 0 ? 1 : (int)Math.Floor(Math.Log10(Math.Abs(number))) + 1;
        int decimals = Math.Clamp(4 - digitsBeforePoint, 0, 9);
        return number.ToString("#,0." + new string('#', decimals), DigitGroups.Format);
    }
}
