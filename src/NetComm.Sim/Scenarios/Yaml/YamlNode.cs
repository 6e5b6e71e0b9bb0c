namespace NetComm.Sim.Scenarios.Yaml;

/// <summary>A value of a YAML document, with its place. Anchors, aliases and merge keys are already resolved.</summary>
internal abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>How many nodes it holds with all aliases written out, itself included.</summary>
    public abstract long Size { get; }

    /// <summary>What it is, in a message: <c>a mapping</c>.</summary>
    public abstract string Kind { get; }
}
