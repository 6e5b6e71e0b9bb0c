namespace NetComm.Sim.Scenarios.Yaml;

/// <summary>A key of a mapping and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    public string Name => Key.Value;

    /// <summary>Whether it is a note of the author's that the language ignores: its key begins with <c>x-</c>.</summary>
    public bool IsIgnored => Name.StartsWith("x-", StringComparison.Ordinal);
}
