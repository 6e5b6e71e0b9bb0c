using System.Diagnostics.CodeAnalysis;

namespace NetComm.Scenarios.Yaml;

/// <summary>Keys and values, in file order; each key once.</summary>
internal sealed class YamlMapping : YamlNode
{
    /// <summary>Up to so many entries are looked through: nearly no mapping has more, and tables for all would be most of a file.</summary>
    internal const int FewEntries = 8;

    private Dictionary<string, YamlEntry>? _byName;
    private Dictionary<string, YamlEntry>? _meant;

    public YamlMapping(SourceSpan span, IReadOnlyList<YamlEntry> entries, bool isFlow)
        : base(span)
    {
        Entries = entries;
        IsFlow = isFlow;
        Size = 1 + entries.Sum(entry => 1 + entry.Value.Size);
    }

    public IReadOnlyList<YamlEntry> Entries { get; }

    /// <summary>The entries, and behind them the misspelt ones under the names that were meant.</summary>
    public IEnumerable<YamlEntry> AsMeant => _meant is null ? Entries : [.. Entries, .. _meant.Values];

    public bool IsFlow { get; }

    public override long Size { get; }

    public override string Kind => "a mapping";

    public YamlNode? this[string name] => TryGet(name, out YamlEntry? entry) ? entry.Value : null;

    public bool TryGet(string name, [NotNullWhen(true)] out YamlEntry? entry)
    {
        entry = null;
        if (Entries.Count > FewEntries)
        {
            // A mapping of many is mostly read from its first entry to its last, and never asked.
            _byName ??= Entries.ToDictionary(one => one.Name, StringComparer.Ordinal);
            _byName.TryGetValue(name, out entry);
        }

        for (int i = 0; _byName is null && i < Entries.Count && entry is null; i++)
        {
            if (Entries[i].Name == name) entry = Entries[i];
        }

        if (entry is null) _meant?.TryGetValue(name, out entry);
        return entry is not null;
    }

    /// <summary>
    /// From now on a misspelt key, which is reported, is found under the name that was meant too: what refers to it has no mistake.
    /// </summary>
    public void Mean(string name, YamlEntry misspelt)
    {
        var key = new YamlScalar(misspelt.Key.Span, name, isPlain: true);
        (_meant ??= new(StringComparer.Ordinal)).TryAdd(name, new YamlEntry(key, misspelt.Value));
    }

    /// <summary>The mapping with this value instead of the key's old one, or with the key added at the end.</summary>
    public YamlMapping With(YamlScalar key, YamlNode value)
    {
        bool known = TryGet(key.Value, out _);
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
