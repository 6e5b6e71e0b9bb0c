using System.Globalization;

namespace NetComm.Cli.Screens;

/// <summary>Numbers as people read them: four digits that count, or all digits before the point.</summary>
internal static class Figure
{
    private static readonly string[] RateUnits = ["bps", "kbps", "Mbps", "Gbps"];

    /// <summary>Bits per second in the unit that leaves the fewest zeros.</summary>
    public static string Rate(double bits)
    {
        int unit = 0;
        for (; unit < RateUnits.Length - 1 && bits >= 1000; unit++) bits /= 1000;
        return $"{Of(bits)} {RateUnits[unit]}";
    }

    public static string Of(double number)
    {
        int digitsBeforePoint = number == 0 ? 1 : (int)Math.Floor(Math.Log10(Math.Abs(number))) + 1;
        int decimals = Math.Clamp(4 - digitsBeforePoint, 0, 9);
        return number.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
