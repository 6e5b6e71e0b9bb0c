using System.Globalization;

namespace NetComm.Sim.Measuring;

/// <summary>How derived figures are made the same everywhere.</summary>
internal static class Figures
{
    /// <summary>Rounds to the 12 significant digits that files carry.</summary>
    public static double Rounded(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("E11", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    /// <summary>A rounded quotient; null where nothing is divided by.</summary>
    public static double? Share(double part, double whole) => whole > 0 ? Rounded(part / whole) : null;
}
