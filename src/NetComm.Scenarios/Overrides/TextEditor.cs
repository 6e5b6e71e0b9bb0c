namespace NetComm.Scenarios.Overrides;

/// <summary>Changes one value of a YAML text and leaves the rest, comments included, as it is.</summary>
internal static class TextEditor
{
    /// <summary>The text with the setting's value; null where a small edit cannot do it. The caller reads it again.</summary>
    public static string? Set(string text, Setting setting)
    {
        string value = setting.Value.Trim();
        if (value.Contains('\n') || value.Contains('#')) return null;
        YamlMapping? root = YamlTrees.TryRead(text);
        Location? location = root is null ? null : PathFinder.Find(root, setting.Path, new ProblemList(), "");
        if (location is null) return null;
        if (location.Existing is { } existing) return Replace(text, existing, value);
        for (int i = location.Missing.Count - 1; i > 0; i--) value = $"{{ {location.Missing[i].Name}: {value} }}";
        return Insert(text, (YamlMapping)location.Containers[^1], $"{location.Missing[0].Name}: {value}");
    }

    private static string Replace(string text, YamlNode existing, string value)
    {
        SourceSpan span = existing.Span;
        bool needsSpace = span.Start > 0 && text[span.Start - 1] == ':';
        return text[..span.Start] + (needsSpace ? " " : "") + value + text[span.End..];
    }

    private static string? Insert(string text, YamlMapping mapping, string entry)
    {
        if (mapping.Entries.Count == 0) return Replace(text, mapping, $"{{ {entry} }}");
        if (mapping.IsFlow)
        {
            int end = mapping.Span.End - 1;
            while (end > 0 && char.IsWhiteSpace(text[end - 1])) end--;
            return Splice(text, end, end, ", " + entry);
        }

        // At the top the title stays first.
        bool isRoot = mapping.Entries[0].Key.Span.Column == 1;
        YamlScalar before = mapping.Entries[isRoot && mapping.Entries.Count > 1 ? 1 : 0].Key;
        return Splice(text, before.Span.Start, before.Span.Start, entry + "\n" + new string(' ', before.Span.Column - 1));
    }

    private static string Splice(string text, int start, int end, string insertion) => text[..start] + insertion + text[end..];
}
