using System.Globalization;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>Texts of a program that are numbers: a sign, digits and perhaps a decimal point, with 28 digits at most.</summary>
internal static class ProgramNumber
{
    private const NumberStyles Style = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite
        | NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    internal static bool TryParse(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number);

    /// <summary>A whole number as it is; another with one to twelve decimals, so that one can tell it from a whole one.</summary>
    internal static string Text(decimal number) => number.Scale == 0
        ? number.ToString(CultureInfo.InvariantCulture) : number.ToString("0.0###########", CultureInfo.InvariantCulture);

    /// <summary>In seconds, exactly: <c>1.0</c>, <c>0.0412224</c>.</summary>
    internal static string Text(SimTime time) => Text(decimal.Divide(time.Picoseconds, SimDuration.PerSecond) + 0.0m);
}
