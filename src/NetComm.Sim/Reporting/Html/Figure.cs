using System.Globalization;
using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Reporting.Html;

/// <summary>Figures as the page shows them; what was not measured is a dash.</summary>
internal static class Figure
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "\u00A0" };

    public static Markup None { get; } = new("–");

    /// <summary>A count, thousands set apart.</summary>
    public static Markup Of(long? count) => count is { } value ? Text(value.ToString("N0", Grouped)) : None;

    /// <summary>A value with the unit that suits it.</summary>
    public static Markup Of(double? value, Unit unit) => value is { } number ? Text(unit.Format(number)) : None;

    /// <summary>A value in a unit that stands in the column's heading: four significant digits, at most six decimals.</summary>
    public static Markup Of(double? value, Unit.Multiple unit)
    {
        if (value is not { } number) return None;
        var scaled = number / unit.Factor;
        return Text(scaled.ToString(Math.Abs(scaled) switch { >= 1000 => "0", >= 100 => "0.0", >= 10 => "0.00", >= 1 => "0.000", _ => "0.####" }, CultureInfo.InvariantCulture));
    }

    /// <summary>Names with their counts: <c>loss 12, queue 3</c>.</summary>
    public static Markup Of(IReadOnlyList<KeyValuePair<string, long>> counts) =>
        counts.Count == 0 ? None : Text(string.Join(", ", counts.Select(c => $"{c.Key} {c.Value.ToString("N0", Grouped)}")));

    /// <summary>From whom to whom, on one line.</summary>
    public static Markup Between(string from, string to) => Markup.Of($"<span class=\"pair\">{from} → {to}</span>");

    /// <summary>A text, escaped.</summary>
    public static Markup Text(string text) => Markup.Of($"{text}");
}
