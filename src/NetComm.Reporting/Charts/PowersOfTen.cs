using System.Globalization;

namespace NetComm.Reporting.Charts;

/// <summary>Powers of ten as the nearest double, from 1e-307 to 1e307: a table, since Math.Pow differs between processors.</summary>
internal static class PowersOfTen
{
    private const int Limit = 307;

    private static readonly double[] Table =
        [.. Enumerable.Range(-Limit, (2 * Limit) + 1).Select(n => double.Parse($"1e{n}", CultureInfo.InvariantCulture))];

    /// <summary>Ten to the power of <paramref name="exponent"/>.</summary>
    public static double Of(int exponent) => Table[Math.Clamp(exponent, -Limit, Limit) + Limit];

    /// <summary>The largest exponent whose power of ten is not above <paramref name="value"/>, which is positive.</summary>
    public static int ExponentOf(double value)
    {
        int found = Array.BinarySearch(Table, value);
        return (found >= 0 ? found : Math.Max(0, ~found - 1)) - Limit;
    }

    /// <summary>An exponent in raised digits: <c>⁻⁶</c>.</summary>
    public static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
