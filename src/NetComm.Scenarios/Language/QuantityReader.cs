using System.Globalization;
using System.Text.RegularExpressions;

namespace NetComm.Scenarios.Language;

/// <summary>Reads numbers with units: exactly, in decimal arithmetic.</summary>
internal static partial class QuantityReader
{
    public const string NumberPattern = @"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?";

    public static QuantityReading Read(string text, QuantityRange range)
    {
        Match match = NumberAndUnit().Match(text.Trim());
        string noun = range.Noun;
        if (!match.Success) return new($"must be {noun} such as '{range.Example}'") { Allowed = Allowed(range) };
        string unit = match.Groups["unit"].Value;
        if (!TryNumber(match.Groups["number"].Value, out decimal number)) return TooLarge(range.Kinds[0]);
        if (unit.Length == 0) return WithoutUnit(number, range);
        if (!Units.TryFind(unit, out QuantityKind kind, out decimal scale)) return UnknownUnit(match.Groups["number"].Value, unit, range);
        if (!range.Kinds.Contains(kind)) return new($"must be {noun}, not {Units.Noun(kind)}") { Allowed = Allowed(range) };
        return Checked(number, kind, scale, range);
    }

    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static QuantityReading WithoutUnit(decimal number, QuantityRange range)
    {
        if (!range.Kinds.Contains(QuantityKind.Share)) return new("needs a unit") { Allowed = Allowed(range) };
        if (range.NeedsUnit)
        {
            return new("needs a unit")
            {
                Allowed = Allowed(range),
                Suggestion = string.Create(CultureInfo.InvariantCulture, $"{number} %"),
            };
        }

        if (number < 1) return Checked(number, QuantityKind.Share, 1, range);
        string percent = string.Create(CultureInfo.InvariantCulture, $"{(number == 1 ? 100 : number)} %");
        bool near = number <= 100;
        return new("is a share: a plain number must be below 1")
        {
            Allowed = "% or a plain number below 1",
            Suggestion = near ? percent : null,
        };
    }

    private static QuantityReading UnknownUnit(string number, string unit, QuantityRange range)
    {
        if (DecimalComma().IsMatch(number + unit))
            return new("needs a decimal point") { Suggestion = $"{number}.{unit[1..]}" };
        string? near = Units.Meant(unit, range.Kinds);
        return new($"has an unknown unit '{unit}'") { Allowed = Allowed(range), Suggestion = near is null ? null : $"{number} {near}" };
    }

    private static QuantityReading Checked(decimal number, QuantityKind kind, decimal scale, QuantityRange range)
    {
        if (number < 0 && !range.AllowsNegative) return new("must not be negative");
        if (Math.Abs(number) > Units.Largest(kind).Value / scale) return TooLarge(kind);
        decimal value = number * scale;
        // Picoseconds, bits per second, bytes and packets are whole.
        if (kind is not (QuantityKind.Share or QuantityKind.PacketRate)) value = Math.Round(value, MidpointRounding.AwayFromZero);
        if (value == 0 && number != 0) return new($"must be at least 1 {Units.Of([kind]).First()}");
        if (value == 0 && range.ExcludesZero) return new("must be above 0");
        if (kind == QuantityKind.Packets && value != number) return new("must be a whole number of packets");
        if (value < range.Least || value > range.Most) return OutOfRange(kind, range);
        return new(new Quantity(kind, value));
    }

    private static QuantityReading OutOfRange(QuantityKind kind, QuantityRange range)
    {
        string unit = Units.Of([kind]).First();
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"must be from {range.Least ?? 0} {unit} to {range.Most ?? Units.Largest(kind).Value} {unit}"));
    }

    private static QuantityReading TooLarge(QuantityKind kind) => new($"must be at most {Units.Largest(kind).Text}");

    private static string Allowed(QuantityRange range)
    {
        string units = string.Join(", ", Units.Of(range.Kinds));
        bool isShare = range.Kinds.Contains(QuantityKind.Share) && !range.NeedsUnit;
        return isShare ? units + " or a plain number below 1" : "a number and one of " + units;
    }

    [GeneratedRegex("^(?<number>" + NumberPattern + @")\s*(?<unit>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex NumberAndUnit();

    [GeneratedRegex(@"^[+-]?[0-9]+,[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalComma();
}
