using System.Globalization;
using System.Text.RegularExpressions;

namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>The rate of a link in a network map, from its speed in bit/s or from the name of its technology.</summary>
internal static partial class LinkSpeed
{
    /// <summary>STS-1 of SONET, on which OC-1 is (ANSI T1.105): 51.84 Mbit/s; STM-1 of SDH is three of these (ITU-T G.707).</summary>
    private const long OpticalCarrier = 51_840_000;

    /// <summary>The digital hierarchies of ITU-T G.702, in bit/s, and Ethernet's of IEEE 802.3.</summary>
    private static readonly (string Name, long Rate)[] Technologies =
    [
        ("T1", 1_544_000), ("DS1", 1_544_000), ("E1", 2_048_000), ("E3", 34_368_000), ("T3", 44_736_000), ("DS3", 44_736_000),
        ("ETHERNET", 10_000_000), ("FASTETHERNET", 100_000_000), ("FE", 100_000_000),
    ];

    /// <summary>The rate; null where neither says one.</summary>
    /// <param name="raw"><c>LinkSpeedRaw</c>: bit/s, such as 10000000000.0.</param>
    /// <param name="type"><c>LinkType</c>: such as OC-192, STM-16, T3, GigE, 10GigE.</param>
    public static Bandwidth? Of(string? raw, string? type)
    {
        decimal largest = Units.Largest(QuantityKind.Rate).Value;
        if (decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal speed) && speed >= 1 && speed <= largest)
            return new((long)speed);
        return type is not null && RateOf(type) is { } rate && rate > 0 && rate <= largest ? new((long)rate) : null;
    }

    private static decimal? RateOf(string type)
    {
        string word = Separators().Replace(type, "").ToUpperInvariant();
        if (Optical().Match(word) is { Success: true } optical)
            return OpticalCarrier * (optical.Groups[1].Value == "STM" ? 3 : 1) * Number(optical.Groups[2]);
        if (Gigabit().Match(word) is { Success: true } ethernet)
            return 1_000_000_000 * (ethernet.Groups[1].Length > 0 ? Number(ethernet.Groups[1]) : 1);
        return Technologies.FirstOrDefault(technology => technology.Name == word) is { Rate: > 0 } known ? known.Rate : null;
    }

    private static decimal Number(Group digits) => decimal.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\s\-_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(OC|STM)([0-9]{1,5})C?$", RegexOptions.CultureInvariant)]
    private static partial Regex Optical();

    [GeneratedRegex(@"^([0-9]{0,4})(?:GE|GIGE|GBE|GIG|GIGABITETHERNET|GIGETHERNET|GIGABIT)$", RegexOptions.CultureInvariant)]
    private static partial Regex Gigabit();
}
