namespace NetComm.Scenarios.Yaml;

/// <summary>Collects the entries of one mapping: refuses duplicate keys, and adds the entries of merge keys (<c>&lt;&lt;</c>).</summary>
internal sealed class MergingEntries(ProblemList problems, MergeBudget budget)
{
    private readonly List<(YamlEntry Entry, bool Merged)> _entries = [];
    private Dictionary<string, YamlScalar>? _own;

    public void Add(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar name)
        {
            problems.Add(key.Span, $"a key must be a text, but was {key.Kind}");
        }
        else if (name is { IsPlain: true, Value: "<<" })
        {
            Merge(value);
        }
        else if (Own(name.Value) is { } first)
        {
            string typed = Shapes.Cropped(name.Value);
            problems.Add(name.Span, $"the key '{typed}' stands twice in one mapping; the first is in line {first.Span.Line}");
        }
        else
        {
            _own?.Add(name.Value, name);
            _entries.Add((new(name, value), false));
        }
    }

    /// <summary>The entries in file order: a key of the mapping itself, or of an earlier merge, wins over a merged one.</summary>
    public IReadOnlyList<YamlEntry> Merged()
    {
        if (!_entries.Exists(pair => pair.Merged)) return _entries.Select(pair => pair.Entry).ToArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return (from pair in _entries
                where !pair.Merged || (Own(pair.Entry.Name) is null && taken.Add(pair.Entry.Name))
                select pair.Entry).ToArray();
    }

    /// <summary>The mapping's own key of this name; null where it has none.</summary>
    private YamlScalar? Own(string name)
    {
        if (_own is null && _entries.Count > YamlMapping.FewEntries)
        {
            _own = _entries.Where(pair => !pair.Merged)
                .ToDictionary(pair => pair.Entry.Name, pair => pair.Entry.Key, StringComparer.Ordinal);
        }

        if (_own is not null) return _own.GetValueOrDefault(name);
        foreach ((YamlEntry entry, bool merged) in _entries)
        {
            if (!merged && entry.Name == name) return entry.Key;
        }

        return null;
    }

    private void Merge(YamlNode value)
    {
        if (value is YamlMapping mapping)
        {
            budget.Take(mapping);
            _entries.AddRange(mapping.Entries.Select(entry => (entry, true)));
        }
        else if (value is YamlSequence list && list.Items.All(item => item is YamlMapping))
        {
            foreach (YamlNode item in list.Items) Merge(item);
        }
        else
        {
            problems.Add(value.Span, $"'<<' merges a mapping or a list of mappings, but was {value.Kind}");
        }
    }
}

/// <summary>
/// How many entries the merge keys of one text may copy: a chain of mappings, each of which merges the one before it, copies their square.
/// </summary>
internal sealed class MergeBudget
{
    /// <summary>A hand-written file copies some hundreds; one of 20 000 links that merge ten keys each, 200 000.</summary>
    private const int MostCopied = 1_000_000;

    private int _copied;

    /// <summary>Counts the entries of a mapping that is merged into another.</summary>
    /// <exception cref="ScenarioException">They are too many.</exception>
    public void Take(YamlMapping merged)
    {
        _copied += merged.Entries.Count;
        if (_copied > MostCopied)
            throw YamlSyntax.Error(merged.Span, "the merge keys of the file copy too many entries: at most 1 000 000");
    }
}
