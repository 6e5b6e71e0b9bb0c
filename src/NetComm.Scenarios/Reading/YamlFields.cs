using System.Globalization;

namespace NetComm.Scenarios.Reading;

/// <summary>Reads values of a mapping whose shape was checked: null where a key is missing or its value was already reported.</summary>
internal readonly struct YamlFields(YamlNode? node)
{
    private readonly YamlMapping? _mapping = node as YamlMapping;

    public YamlMapping? Mapping => _mapping;

    public YamlNode? this[string key] => _mapping?[key];

    public YamlScalar? Scalar(string key) => this[key] is YamlScalar { IsNull: false } scalar ? scalar : null;

    public bool Has(string key) => this[key] is not null;

    public YamlEntry? Entry(string key) => _mapping is not null && _mapping.TryGet(key, out YamlEntry? entry) ? entry : null;

    public YamlFields Within(string key) => new(this[key]);

    public IReadOnlyList<YamlNode> Items(string key) => this[key] is YamlSequence list ? list.Items : [];

    public IReadOnlyList<YamlEntry> Named(string key) =>
        this[key] is YamlMapping mapping ? [.. mapping.Entries.Where(entry => !entry.IsIgnored)] : [];

    public string? Text(string key) => Scalar(key)?.Value;

    public bool? Flag(string key) => Text(key) is { } text && Flags.TryParse(text, out bool flag) ? flag : null;

    public long? Whole(string key) => Text(key) is { } text
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    public int? Whole(string key, int min, int max) => Whole(key) is { } number && number >= min && number <= max ? (int)number : null;

    public Quantity? Amount(string key, QuantityRange range) => Text(key) is { } text ? QuantityReader.Read(text, range).Value : null;

    public SimDuration? Time(string key) => Amount(key, QuantityRange.Time) is { } time ? new SimDuration((long)time.Value) : null;

    public SimTime? Instant(string key) => Time(key) is { } time ? SimTime.Zero + time : null;

    public Bandwidth? Rate(string key) => Amount(key, QuantityRange.Rate) is { } rate ? new Bandwidth((long)rate.Value) : null;

    public DataSize? Size(string key) => Amount(key, QuantityRange.Size) is { } size ? new DataSize((long)size.Value) : null;

    public Probability? Share(string key) => Amount(key, QuantityRange.Share) is { } share ? new Probability((double)share.Value) : null;

    public Ipv4Address? Address(string key) => Text(key) is { } text
        && Ipv4Address.TryParse(text, out Ipv4Address address) ? address : null;

    public Ipv4Network? Subnet(string key) => Text(key) is { } text
        && Subnets.TryParse(text, out Ipv4Network network, out _) ? network : null;
}
