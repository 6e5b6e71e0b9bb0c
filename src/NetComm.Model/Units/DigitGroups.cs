using System.Globalization;

namespace NetComm.Model;

/// <summary>How thousands are set apart: <c>12 345</c>, with a narrow space that never breaks (ISO 80000-1, 7.3.1).</summary>
public static class DigitGroups
{
    /// <summary>The narrow no-break space, U+202F.</summary>
    public const string Separator = "\u202F";

    /// <summary>For formats such as <c>N0</c> and <c>#,0.##</c>; the decimal sign is a point.</summary>
    public static NumberFormatInfo Format { get; } = NumberFormatInfo.ReadOnly(new NumberFormatInfo { NumberGroupSeparator = Separator });

    /// <summary>A whole number.</summary>
    public static string Of(long number) => number.ToString("N0", Format);
}
