using System.Globalization;
using System.Text.RegularExpressions;
using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Sweeps;

/// <summary>The values of <c>{ from, to, points | step, scale }</c>: numbers in the unit of <c>from</c>.</summary>
internal static partial class SweepRange
{
    private const int Most = 1_000_000;

    /// <summary>Digits of a value between the ends of a logarithmic range.</summary>
    private const string SixDigits = "G6";

    /// <summary>The values, in order; none where there is a mistake, which is reported.</summary>
    public static IReadOnlyList<YamlNode> Values(ResolveContext draft, YamlMapping range, Shape shape, string title)
    {
        var fields = new YamlFields(range);
        if (fields.Scalar("from") is not { } from || fields.Scalar("to") is not { } to) return [];
        if (Ends(from, to) is not { } ends)
            return Mistake(draft, to.Span, $"{title}: 'from' and 'to' must be numbers with units of one kind, but were " +
                $"'{Shapes.Cropped(from.Value)}' and '{Shapes.Cropped(to.Value)}'");
        bool isLogarithmic = fields.Text("scale") == "log";
        if (fields.Has("points") == fields.Has("step"))
            return Mistake(draft, range.Span, $"{title}: a range needs either 'points' or 'step'", "points: 5, step: 10 ms");
        if (isLogarithmic && (!fields.Has("points") || ends.From <= 0 || ends.To <= 0))
            return Mistake(draft, range.Span, $"{title}: a logarithmic range needs 'points', and ends above 0");

        IReadOnlyList<decimal>? numbers = fields.Scalar("step") is { } step ? Stepped(ends, step)
            : isLogarithmic ? Multiplied(ends, (int)fields.Whole("points")!) : Spaced(ends, (int)fields.Whole("points")!);
        if (numbers is null)
            return Mistake(draft, fields["step"]!.Span, $"{title}: 'step' must lead from '{Shapes.Cropped(from.Value)}' to " +
                $"'{Shapes.Cropped(to.Value)}' in at most {Most:N0} steps, but was '{Shapes.Cropped(fields.Text("step")!)}'");
        if (shape is Shape.Whole) numbers = [.. numbers.Select(number => Math.Round(number, MidpointRounding.AwayFromZero)).Distinct()];
        return [.. numbers.Select(number => new YamlScalar(range.Span, Text(number, ends.Unit), isPlain: true))];
    }

    /// <summary>A value of a key, with the number in it where it is one.</summary>
    public static SweepValue ValueOf(YamlNode node)
    {
        if (node is not YamlScalar scalar) return new(node.Span.Typed.ReplaceLineEndings(" "));
        if (Number(scalar.Value) is not { } typed) return new(scalar.Value);
        if (typed.Unit.Length == 0) return new(scalar.Value, (double)typed.Number);
        if (!Units.TryFind(typed.Unit, out QuantityKind kind, out decimal scale)) return new(scalar.Value);
        (SweepValueKind of, decimal baseUnit) = kind switch
        {
            QuantityKind.Time => (SweepValueKind.Time, SimDuration.PerSecond),
            QuantityKind.Rate => (SweepValueKind.Rate, 1),
            QuantityKind.Size => (SweepValueKind.Size, 1),
            QuantityKind.Share => (SweepValueKind.Share, 1),
            _ => (SweepValueKind.Count, 1m),
        };
        return new(scalar.Value, (double)(typed.Number * scale / baseUnit), of);
    }

    private static IReadOnlyList<YamlNode> Mistake(ResolveContext draft, SourceSpan span, string message, string? allowed = null)
    {
        draft.Problems.Add(span, message, allowed);
        return [];
    }

    // The numbers at both ends in the unit of the first; null where there are none, or units of two kinds.
    private static (decimal From, decimal To, string Unit)? Ends(YamlScalar from, YamlScalar to)
    {
        if (Number(from.Value) is not { } first || Number(to.Value) is not { } last) return null;
        return Scale(last.Unit, first.Unit) is { } scale ? (first.Number, last.Number * scale, first.Unit) : null;
    }

    private static (decimal Number, string Unit)? Number(string text)
    {
        Match match = NumberAndUnit().Match(text.Trim());
        return match.Success && QuantityReader.TryNumber(match.Groups["number"].Value, out decimal number)
            ? (number, match.Groups["unit"].Value) : null;
    }

    // How many of one unit another is; null where they are of two kinds.
    private static decimal? Scale(string unit, string inUnit)
    {
        if (unit == inUnit) return 1;
        bool known = Units.TryFind(unit, out QuantityKind kind, out decimal scale);
        return known && Units.TryFind(inUnit, out QuantityKind other, out decimal otherScale) && kind == other ? scale / otherScale : null;
    }

    private static decimal[]? Stepped((decimal From, decimal To, string Unit) ends, YamlScalar step)
    {
        if (Number(step.Value) is not { } typed || Scale(typed.Unit, ends.Unit) is not { } scale) return null;
        decimal by = typed.Number * scale;
        if (by == 0 || (ends.To - ends.From) / by is < 0 or >= Most) return null;
        int steps = (int)((ends.To - ends.From) / by);
        return [.. Enumerable.Range(0, steps + 1).Select(i => ends.From + i * by)];
    }

    private static IReadOnlyList<decimal> Spaced((decimal From, decimal To, string Unit) ends, int points) =>
        [.. Enumerable.Range(0, points).Select(i => ends.From + (ends.To - ends.From) * i / (points - 1))];

    // Logarithms of our own, so that the values are the same on every processor; the ends as typed.
    private static IReadOnlyList<decimal> Multiplied((decimal From, decimal To, string Unit) ends, int points)
    {
        double first = PortableMath.Ln((double)ends.From), last = PortableMath.Ln((double)ends.To);
        return
        [
            ends.From,
            .. Enumerable.Range(1, points - 2).Select(i => Rounded(PortableMath.Exp(first + (last - first) * i / (points - 1)))),
            ends.To,
        ];
    }

    private static decimal Rounded(double number) =>
        decimal.Parse(number.ToString(SixDigits, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(decimal number, string unit)
    {
        string digits = Math.Round(number, 12).ToString("0.############", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? digits : $"{digits} {unit}";
    }

    [GeneratedRegex("^(?<number>" + QuantityReader.NumberPattern + @")\s*(?<unit>[^0-9]*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberAndUnit();
}
