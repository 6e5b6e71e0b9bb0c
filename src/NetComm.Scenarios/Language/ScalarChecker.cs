using System.Globalization;

namespace NetComm.Scenarios.Language;

internal sealed class ScalarChecker(ProblemList problems)
{
    public void Check(YamlScalar scalar, Shape shape, string thing, string label, bool reportLater)
    {
        if (Rule(scalar, shape, label, reportLater) is not { } broken) return;
        string subject = label.Length == 0 || broken.SaysSubject ? "" : label + " ";
        string prefix = thing.Length == 0 ? "" : thing + ": ";
        string was = broken.SaysValue ? "" : $", but was '{Shapes.Cropped(scalar.Value)}'";
        problems.Add(scalar.Span, $"{prefix}{subject}{broken.Rule}{was}", broken.Allowed, broken.Suggestion);
    }

    private static Broken? Rule(YamlScalar scalar, Shape shape, string label, bool reportLater) => shape switch
    {
        Shape.Text { MayBeEmpty: false } when string.IsNullOrWhiteSpace(scalar.Value) => new("must not be empty", SaysValue: true),
        Shape.NewName => Names.Fault(scalar.Value) is { } fault ? new(fault, Names.Allowed, SaysSubject: true) : null,
        Shape.Word word => OneOf(scalar.Value, word, label, reportLater),
        Shape.Flag => Flags.TryParse(scalar.Value, out _) ? null : new("must be true or false", "true, false", Flags.Meant(scalar.Value)),
        Shape.Whole whole => WholeNumber(scalar.Value, whole),
        Shape.Number number => PlainNumber(scalar.Value, number),
        Shape.Amount amount when amount.OrWord == scalar.Value => null,
        Shape.Amount amount => QuantityReader.Read(scalar.Value, amount.Range) is { Rule: { } rule } reading
            ? new(rule, reading.Allowed, reading.Suggestion) : null,
        Shape.Address => Ipv4Address.TryParse(scalar.Value, out _) ? null : new("must be an IPv4 address such as '10.0.1.7'"),
        Shape.Subnet => Subnets.TryParse(scalar.Value, out Ipv4Network network, out string? rule)
            ? null : new(rule!, "a network such as 10.0.1.0/24", Masked(scalar.Value, network)),
        _ => null,
    };

    private static Broken? OneOf(string value, Shape.Word word, string label, bool reportLater)
    {
        string allowed = string.Join(", ", word.Words);
        if (!word.Words.Contains(value))
        {
            return new(
                $"unknown {label} '{Shapes.Cropped(value)}'", allowed, word.Meant(value), SaysValue: true, SaysSubject: true);
        }

        return reportLater && word.Later.Contains(value) ? new($"'{value}' is not supported yet", SaysValue: true) : null;
    }

    private static Broken? WholeNumber(string value, Shape.Whole whole)
    {
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= whole.Min
            && number <= whole.Max) return null;
        string range = whole.Max == long.MaxValue ? $"of {Plain(whole.Min)} or more" : $"from {Plain(whole.Min)} to {Plain(whole.Max)}";
        return new($"must be a whole number {range}", Suggestion: WithoutUnit(value, whole));
    }

    private static Broken? PlainNumber(string value, Shape.Number range)
    {
        if (QuantityReader.TryNumber(value, out decimal number) && number >= range.Min && number <= range.Max) return null;
        return new(string.Create(CultureInfo.InvariantCulture, $"must be a number from {range.Min} to {range.Max}"));
    }

    /// <summary>The number in '1024 B', where a plain number is required.</summary>
    private static string? WithoutUnit(string value, Shape.Whole whole)
    {
        string digits = string.Concat(value.TakeWhile(char.IsAsciiDigit));
        bool fits = digits.Length > 0 && digits.Length < value.Length
            && value[digits.Length..].TrimStart() is "B" or "bytes" or "packets" or "times";
        return fits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= whole.Min
            && number <= whole.Max ? digits : null;
    }

    private static string? Masked(string typed, Ipv4Network network) =>
        network.PrefixLength > 0 && network.ToString() != typed ? network.ToString() : null;

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Broken(
        string Rule, string? Allowed = null, string? Suggestion = null, bool SaysValue = false, bool SaysSubject = false);
}
