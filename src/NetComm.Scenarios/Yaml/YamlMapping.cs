using System.Diagnostics.CodeAnalysis;

namespace NetComm.Scenarios.Yaml;

/// <summary>Keys and values, in file order; each key once.</summary>
internal sealed class YamlMapping : YamlNode
{
    private readonly Dictionary<string, YamlEntry> _byName = new(StringComparer.Ordinal);

    public YamlMapping(SourceSpan span, IReadOnlyList<YamlEntry> entries, bool isFlow)
        : base(span)
    {
        Entries = entries;
        IsFlow = isFlow;
        foreach (YamlEntry entry in entries) _byName.TryAdd(entry.Name, entry);
        Size = 1 + entries.Sum(entry => 1 + entry.Value.Size);
    }

    public IReadOnlyList<YamlEntry> Entries { get; }

    public bool IsFlow { get; }

    public override long Size { get; }

    public override string Kind => "a mapping";

    public YamlNode? this[string name] => _byName.GetValueOrDefault(name)?.Value;

    public bool TryGet(string name, [NotNullWhen(true)] out YamlEntry? entry) => _byName.TryGetValue(name, out entry);

    /// <summary>The mapping with this value instead of the key's old one, or with the key added at the end.</summary>
    public YamlMapping With(YamlScalar key, YamlNode value)
    {
        bool known = _byName.ContainsKey(key.Value);
        IEnumerable<YamlEntry> entries = Entries.Select(entry => entry.Name == key.Value ? entry with { Value = value } : entry);
        return new(Span, known ? [.. entries] : [.. Entries, new YamlEntry(key, value)], IsFlow);
    }
}

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    public string Name => Key.Value;

    /// <summary>Whether it is a note that the language ignores: its key begins with <c>x-</c>.</summary>
    public bool IsIgnored => Name.StartsWith("x-", StringComparison.Ordinal);
}
