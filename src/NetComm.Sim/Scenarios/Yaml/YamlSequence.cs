namespace NetComm.Sim.Scenarios.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(SourceSpan span, IReadOnlyList<YamlNode> items, bool isFlow) : YamlNode(span)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <summary>Whether it is written in brackets.</summary>
    public bool IsFlow { get; } = isFlow;

    public override long Size { get; } = 1 + items.Sum(item => item.Size);

    public override string Kind => "a list";

    /// <summary>The list with another item at this place.</summary>
    public YamlSequence With(int index, YamlNode item) => new(Span, [.. Items.Select((old, i) => i == index ? item : old)], IsFlow);
}
