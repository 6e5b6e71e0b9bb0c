using System.Globalization;

namespace NetComm.Analysis;

/// <summary>How derived figures are made the same everywhere.</summary>
internal static class Figures
{
    /// <summary>Rounds to the 12 significant digits that files carry.</summary>
    public static double Rounded(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("E11", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    /// <summary>Rounds a whole number likewise, half away from zero.</summary>
    public static long Rounded(long value)
    {
        long unit = 1;
        for (long left = Math.Abs(value / 1_000_000_000_000); left > 0; left /= 10) unit *= 10;
        return (value + Math.Sign(value) * (unit / 2)) / unit * unit;
    }

    /// <summary>A rounded quotient; null where nothing is divided by.</summary>
    public static double? Share(double part, double whole) => whole > 0 ? Rounded(part / whole) : null;
}
