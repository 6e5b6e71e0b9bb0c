using System.Globalization;

namespace NetComm.Reporting.Document;

/// <summary>Figures as the report shows them; what was not measured is a dash.</summary>
internal static class Figure
{
    /// <summary>Below it times do not differ, in seconds: half of the last digit that is shown.</summary>
    private const double Least = 0.5e-9;

    public static RichText None { get; } = "–";

    /// <summary>A count, thousands set apart.</summary>
    public static RichText Of(long? count) => count is { } value ? Count(value) : None;

    public static RichText Of(double? value, Unit unit) => value is { } number ? unit.Format(number) : None;

    /// <summary>A length of time with the unit that suits it; none at all needs no unit.</summary>
    public static RichText Duration(double? seconds) => seconds == 0 ? "0" : Of(seconds, Unit.Seconds);

    /// <summary>
    /// How much times differ, in microseconds at the least: what is below a nanosecond comes from rounding, and is shown as none.
    /// </summary>
    public static RichText Variation(double? seconds) => seconds switch
    {
        null => None,
        > -Least and < Least => "0",
        > -1e-6 and < 1e-6 => $"{(seconds.Value * 1e6).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '\u2212')} µs",
        _ => Unit.Seconds.Format(seconds.Value),
    };

    /// <summary>Names with their counts: <c>loss 12, queue 3</c>.</summary>
    public static RichText Of(IReadOnlyList<KeyValuePair<string, long>> counts) =>
        counts.Count == 0 ? None : string.Join(", ", counts.Select(c => $"{c.Key} {Count(c.Value)}"));

    public static RichText Between(string from, string to) => RichText.OneLine($"{from} → {to}");

    /// <summary>A count in a sentence, thousands set apart.</summary>
    public static string Count(long count) => DigitGroups.Of(count);
}
