using System.Globalization;

namespace NetComm.Analysis;

/// <summary>Rounds derived figures, the same everywhere: for files, for grades and for theories.</summary>
internal static class Rounding
{
    /// <summary>Rounds to the 12 significant digits that files carry.</summary>
    public static double Round(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("E11", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    public static long Round(long value)
    {
        long unit = 1;
        for (long left = Math.Abs(value / 1_000_000_000_000); left > 0; left /= 10) unit *= 10;
        return (value + Math.Sign(value) * (unit / 2)) / unit * unit;
    }

    /// <summary>A rounded quotient; null where nothing is divided by.</summary>
    public static double? Share(double part, double whole) => whole > 0 ? Round(part / whole) : null;
}
