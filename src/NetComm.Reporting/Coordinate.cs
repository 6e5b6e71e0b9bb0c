using System.Globalization;
using System.Text;

namespace NetComm.Reporting;

/// <summary>A place on the page, in tenths of a pixel: finer than paper shows, and short in a file.</summary>
internal static class Coordinate
{
    /// <summary>Appends the rounded coordinate without trailing zeros: <c>12</c>, <c>12.5</c>, <c>-0.3</c>, never <c>-0</c>.</summary>
    public static void AppendTo(StringBuilder text, double coordinate)
    {
        var tenths = (long)Math.Round(coordinate * 10, MidpointRounding.AwayFromZero);
        if (tenths < 0) text.Append('-');
        tenths = Math.Abs(tenths);
        text.Append(CultureInfo.InvariantCulture, $"{tenths / 10}");
        if (tenths % 10 != 0) text.Append('.').Append((char)('0' + (tenths % 10)));
    }
}
