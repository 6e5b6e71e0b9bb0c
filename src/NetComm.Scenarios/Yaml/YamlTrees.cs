namespace NetComm.Scenarios.Yaml;

internal static class YamlTrees
{
    public static YamlMapping? TryRead(string text)
    {
        try
        {
            var problems = new ProblemList();
            var root = YamlReader.Read(new SourceText("", text), problems) as YamlMapping;
            return problems.IsEmpty ? root : null;
        }
        catch (ScenarioException)
        {
            return null;
        }
    }

    public static bool Reads(string text, YamlMapping root) => TryRead(text) is { } read && Same(read, root);

    /// <summary>Whether two trees hold the same; the order of keys matters only where it does in the language.</summary>
    public static bool Same(YamlNode left, YamlNode right) => (left, right) switch
    {
        (YamlScalar a, YamlScalar b) => a.Value == b.Value && a.IsNull == b.IsNull,
        (YamlSequence a, YamlSequence b) => a.Items.Count == b.Items.Count
            && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
        (YamlMapping a, YamlMapping b) => a.Entries.Count == b.Entries.Count
            && a.Entries.All(entry => b[entry.Name] is { } other && Same(entry.Value, other)),
        _ => false,
    };
}
