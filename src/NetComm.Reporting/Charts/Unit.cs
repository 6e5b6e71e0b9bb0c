using System.Globalization;

namespace NetComm.Reporting.Charts;

/// <summary>A unit of measurement with its multiples, from which an axis or a text takes the one that suits its values.</summary>
internal sealed record Unit
{
    private readonly Multiple[] _multiples;

    private Unit(params Multiple[] multiples) => _multiples = multiples;

    /// <summary>Time, given in seconds.</summary>
    public static Unit Seconds { get; } = new(
        new("ps", 1e-12), new("ns", 1e-9), new("µs", 1e-6), new("ms", 1e-3), new("s", 1), new("min", 60, Above: 600),
        new("h", 3600, Above: 6 * 3600));

    /// <summary>Rates, given in bits per second.</summary>
    public static Unit BitsPerSecond { get; } = new(new("bps", 1), new("kbps", 1e3), new("Mbps", 1e6), new("Gbps", 1e9), new("Tbps", 1e12));

    /// <summary>Sizes, given in bytes; powers of 1000.</summary>
    public static Unit Bytes { get; } = new(new("B", 1), new("kB", 1e3), new("MB", 1e6), new("GB", 1e9), new("TB", 1e12));

    /// <summary>Shares of one, shown in per cent.</summary>
    public static Unit Share { get; } = new(new Multiple("%", 0.01));

    /// <summary>Things that are counted; the axis label says which.</summary>
    public static Unit Count { get; } =
        new(new("", 1), new("thousand", 1e3, Above: 1e5), new("million", 1e6, Above: 1e7), new("billion", 1e9, Above: 1e10));

    /// <summary>All of them, in an order that a page's script counts by.</summary>
    public static IReadOnlyList<Unit> All { get; } = [Seconds, BitsPerSecond, Bytes, Share, Count];

    /// <summary>From the least to the greatest.</summary>
    public IReadOnlyList<Multiple> Multiples => _multiples;

    /// <summary>The multiple that gives numbers a person reads, for values up to <paramref name="largest"/> in size.</summary>
    public Multiple For(double largest) => largest == 0 ? Nearest(0) : Beyond(Nearest(largest), largest);

    private Multiple Nearest(double size)
    {
        if (size == 0) return _multiples.First(m => m.From >= 1 || _multiples.Length == 1);
        Multiple chosen = _multiples[0];
        foreach (Multiple multiple in _multiples)
            if (size >= multiple.From)
                chosen = multiple;

        return chosen;
    }

    /// <summary>
    /// A round value with its unit, for a logarithmic axis: <c>500 µs</c>, <c>10⁶ s</c>; only multiples that are powers of ten.
    /// </summary>
    public string FormatRound(int mantissa, int exponent)
    {
        double value = mantissa * PowersOfTen.Of(exponent);
        Multiple chosen = _multiples[0];
        foreach (Multiple multiple in _multiples.Where(m => m.From == m.Factor))
            if (value >= multiple.Factor * 0.999)
                chosen = multiple;

        double number = value / chosen.Factor;
        int power = exponent - PowersOfTen.ExponentOf(chosen.Factor);
        string text = number is >= 1e-3 and < 1e5
            ? number.ToString("G6", CultureInfo.InvariantCulture)
            : $"{(mantissa == 1 ? "" : $"{mantissa}·")}10{PowersOfTen.Superscript(power)}";
        return $"{text} {chosen.Symbol}".TrimEnd();
    }

    /// <summary>
    /// A value with the unit that suits it and four significant digits: <c>20.13 ms</c>, the same wherever the report tells it.
    /// </summary>
    public string Format(double value)
    {
        // What is written as 1000 µs is 1 ms.
        double written = double.Parse(Math.Abs(value).ToString("E3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Multiple multiple = Nearest(written);
        double number = value / multiple.Factor;
        return $"{Digits(number).Replace('-', '\u2212')} {multiple.Symbol}".TrimEnd();
    }

    private static string Digits(double number)
    {
        if (Math.Abs(number) is 0 or (>= 1e-4 and < 1e6))
            return number.ToString(Math.Abs(number) >= 1000 ? "0" : "G4", CultureInfo.InvariantCulture);
        string[] parts = number.ToString("E3", CultureInfo.InvariantCulture).Split('E');
        string mantissa = double.Parse(parts[0], CultureInfo.InvariantCulture).ToString("G4", CultureInfo.InvariantCulture);
        return $"{mantissa}·10{PowersOfTen.Superscript(int.Parse(parts[1], CultureInfo.InvariantCulture))}";
    }

    /// <summary>Where no multiple reaches, a power of ten is put before it: <c>10⁻⁶ %</c>.</summary>
    private static Multiple Beyond(Multiple nearest, double largest)
    {
        int exponent = 0;
        while (largest / nearest.Factor / PowersOfTen.Of(exponent) >= 1e6) exponent += 3;
        while (largest / nearest.Factor / PowersOfTen.Of(exponent) < 1e-3 && exponent > -300) exponent -= 3;
        if (exponent == 0) return nearest;
        return new Multiple($"10{PowersOfTen.Superscript(exponent)} {nearest.Symbol}".TrimEnd(), nearest.Factor * PowersOfTen.Of(exponent));
    }

    /// <summary>One multiple of a unit.</summary>
    /// <param name="Symbol">As printed beside the number.</param>
    /// <param name="Factor">How many base units it is.</param>
    /// <param name="Above">From which size on it is used; 0 means from one.</param>
    internal sealed record Multiple(string Symbol, double Factor, double Above = 0)
    {
        public double From => Above == 0 ? Factor : Above;
    }
}
