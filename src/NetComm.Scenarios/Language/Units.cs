namespace NetComm.Scenarios.Language;

/// <summary>The units of the language: one table for the reader, its messages and the schema.</summary>
internal static class Units
{
    private static readonly (string Name, QuantityKind Kind, decimal Scale)[] Table =
    [
        ("ps", QuantityKind.Time, 1),
        ("ns", QuantityKind.Time, 1e3m),
        ("us", QuantityKind.Time, 1e6m),
        ("µs", QuantityKind.Time, 1e6m), // U+00B5, the micro sign
        ("μs", QuantityKind.Time, 1e6m), // U+03BC, the Greek letter
        ("ms", QuantityKind.Time, 1e9m),
        ("s", QuantityKind.Time, 1e12m),
        ("min", QuantityKind.Time, 60e12m),
        ("h", QuantityKind.Time, 3600e12m),
        ("bps", QuantityKind.Rate, 1),
        ("kbps", QuantityKind.Rate, 1e3m),
        ("Mbps", QuantityKind.Rate, 1e6m),
        ("Gbps", QuantityKind.Rate, 1e9m),
        ("packets/s", QuantityKind.PacketRate, 1),
        ("packet/s", QuantityKind.PacketRate, 1),
        ("B", QuantityKind.Size, 1),
        ("kB", QuantityKind.Size, 1e3m),
        ("MB", QuantityKind.Size, 1e6m),
        ("GB", QuantityKind.Size, 1e9m),
        ("KiB", QuantityKind.Size, 1024),
        ("MiB", QuantityKind.Size, 1024 * 1024),
        ("GiB", QuantityKind.Size, 1024 * 1024 * 1024),
        ("%", QuantityKind.Share, 0.01m),
        ("packets", QuantityKind.Packets, 1),
        ("packet", QuantityKind.Packets, 1),
    ];

    /// <summary>Common misspellings of units, and the units that they mean.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sec"] = "s",
        ["secs"] = "s",
        ["second"] = "s",
        ["seconds"] = "s",
        ["msec"] = "ms",
        ["milliseconds"] = "ms",
        ["usec"] = "us",
        ["microseconds"] = "us",
        ["nanoseconds"] = "ns",
        ["m"] = "min",
        ["minute"] = "min",
        ["minutes"] = "min",
        ["hr"] = "h",
        ["hour"] = "h",
        ["hours"] = "h",
        ["bit/s"] = "bps",
        ["kbit/s"] = "kbps",
        ["Mbit/s"] = "Mbps",
        ["Gbit/s"] = "Gbps",
        ["kb/s"] = "kbps",
        ["Mb/s"] = "Mbps",
        ["Gb/s"] = "Gbps",
        ["kb"] = "kbps",
        ["Mb"] = "Mbps",
        ["Gb"] = "Gbps",
        ["kbit"] = "kbps",
        ["Mbit"] = "Mbps",
        ["Gbit"] = "Gbps",
        ["pps"] = "packets/s",
        ["p/s"] = "packets/s",
        ["/s"] = "packets/s",
        ["Hz"] = "packets/s",
        ["byte"] = "B",
        ["bytes"] = "B",
        ["kilobytes"] = "kB",
        ["megabytes"] = "MB",
        ["percent"] = "%",
        ["pct"] = "%",
        ["pkts"] = "packets",
        ["p"] = "packets",
    };

    public static string? Meant(string typed, IReadOnlyList<QuantityKind> kinds) =>
        Synonyms.TryGetValue(typed, out string? unit) && TryFind(unit, out QuantityKind kind, out _) && kinds.Contains(kind)
            ? unit
            : Nearest.To(typed, kinds.SelectMany(Spellings));

    public static string Noun(QuantityKind kind) => kind switch
    {
        QuantityKind.Time => "a time",
        QuantityKind.Rate => "a rate",
        QuantityKind.PacketRate => "a rate in packets/s",
        QuantityKind.Size => "a size",
        QuantityKind.Share => "a share",
        _ => "a number of packets",
    };

    public static string Example(QuantityKind kind) => kind switch
    {
        QuantityKind.Time => "20 ms",
        QuantityKind.Rate => "10 Mbps",
        QuantityKind.PacketRate => "50 packets/s",
        QuantityKind.Size => "160 B",
        QuantityKind.Share => "0.5 %",
        _ => "100 packets",
    };

    public static IEnumerable<string> Of(IEnumerable<QuantityKind> kinds) =>
        from kind in kinds
        from unit in Table
        where unit.Kind == kind && unit.Name is not ("μs" or "packet" or "packet/s")
        select unit.Name;

    public static IEnumerable<string> Spellings(QuantityKind kind) => Table.Where(unit => unit.Kind == kind).Select(unit => unit.Name);

    public static bool TryFind(string name, out QuantityKind kind, out decimal scale)
    {
        (string? found, kind, scale) = Table.FirstOrDefault(unit => unit.Name == name);
        return found is not null;
    }

    public static (decimal Value, string Text) Largest(QuantityKind kind) => kind switch
    {
        // Two of them still fit into SimTime, whose limit is 2⁶³ ps = 2562 h.
        QuantityKind.Time => (1000 * 3600e12m, "1000 h"),
        QuantityKind.Rate => (1e15m, "1000000 Gbps"),
        // One picosecond between packets.
        QuantityKind.PacketRate => (1e12m, "1000000000000 packets/s"),
        QuantityKind.Size => (1e15m, "1000000 GB"),
        QuantityKind.Share => (1, "100 %"),
        _ => (1e9m, "1000000000 packets"),
    };
}
