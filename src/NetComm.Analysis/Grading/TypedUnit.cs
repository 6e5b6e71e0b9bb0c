using System.Globalization;
using System.Text.RegularExpressions;

namespace NetComm.Analysis;

/// <summary>
/// The unit in which an expectation's value was typed, so that the actual one can be told in it too; in the unit that suits the actual one
/// where it is less than a hundredth of the typed one, or a million and more.
/// </summary>
/// <param name="Name">The unit; empty for plain numbers.</param>
/// <param name="Scale">How many base units it has.</param>
internal sealed partial record TypedUnit(string Name, double Scale)
{
    private static readonly TypedUnit Plain = new("", 1);
    private static readonly TypedUnit Milliseconds = new("ms", 1e9);
    private static readonly TypedUnit KilobitsPerSecond = new("kbps", 1e3);
    private static readonly TypedUnit Percent = new("%", 0.01);

    // The units of the scenario language ('Quantities') for times, rates and shares, each family upwards.
    private static readonly TypedUnit[][] Families =
    [
        [new("ps", 1), new("ns", 1e3), new("us", 1e6), new("µs", 1e6), new("ms", 1e9), new("s", 1e12), new("min", 60e12),
            new("h", 3600e12)],
        [new("bps", 1), new("kbps", 1e3), new("Mbps", 1e6), new("Gbps", 1e9)],
        [new("%", 0.01)],
    ];

    public static TypedUnit Of(Expectation expected)
    {
        Match typed = Comparing().Match(expected.Text);
        if (expected.Than is null && typed.Success && Families.SelectMany(family => family)
            .FirstOrDefault(unit => unit.Name == typed.Groups["unit"].Value) is { } unit) return unit;
        return MetricCatalogue.Of(expected)?.Unit switch
        {
            MetricUnit.Duration or MetricUnit.DurationDifference => Milliseconds,
            MetricUnit.Rate => KilobitsPerSecond,
            MetricUnit.Share when expected.Than is not null || !Number().IsMatch(expected.Text) => Percent,
            _ => Plain,
        };
    }

    /// <summary>The number in this unit or one that suits it: six significant digits, more where those would tell otherwise.</summary>
    public string Show(double value, Func<double, bool> agrees) => Suiting(value).ShowHere(value, agrees);

    private TypedUnit Suiting(double value)
    {
        double size = Math.Abs(value / Scale);
        if (size is 0 or (>= 0.01 and < 1e6)) return this;
        TypedUnit[] family = Array.Find(Families, family => family.Contains(this)) ?? [this];
        return Array.FindLast(family, unit => Math.Abs(value) >= unit.Scale) ?? family[0];
    }

    private string ShowHere(double value, Func<double, bool> agrees)
    {
        double amount = value / Scale;
        string shown = amount == Math.Round(amount) && Math.Abs(amount) < 1e12 ? Digits(amount, "0") : Shorter(amount, agrees);
        return Name.Length == 0 ? shown : $"{shown} {Name}";
    }

    private string Shorter(double amount, Func<double, bool> agrees)
    {
        double rounded = double.Parse(amount.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        double kept = agrees(Rounding.Round(rounded * Scale)) ? rounded : Rounding.Round(amount);
        return Digits(kept, "0.####################");
    }

    private static string Digits(double amount, string format) => amount.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(<=|>=|==|!=|<|>)\s*[+-]?[0-9.eE_]*[0-9.]\s*(?<unit>[A-Za-zµ%]+)")]
    private static partial Regex Comparing();

    [GeneratedRegex(@"[<>=]\s*[+-]?[0-9.]")]
    private static partial Regex Number();
}
