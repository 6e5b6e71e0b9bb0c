namespace NetComm.Scenarios.Yaml;

/// <summary>A value of a YAML document, with its place. Anchors, aliases and merge keys are already resolved.</summary>
internal abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>How many nodes it holds with all aliases written out, itself included.</summary>
    public abstract long Size { get; }

    public abstract string Kind { get; }
}

/// <summary>A text, number or the like, not interpreted.</summary>
/// <param name="span">Its place, quotes included.</param>
/// <param name="value">Its text, quotes and escapes resolved.</param>
/// <param name="isPlain">Whether it is written without quotes or block marks.</param>
internal sealed class YamlScalar(SourceSpan span, string value, bool isPlain) : YamlNode(span)
{
    public string Value { get; } = value;

    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether it is YAML's null: nothing, <c>~</c> or <c>null</c>, without quotes.</summary>
    public bool IsNull => IsPlain && Value is ("" or "~" or "null" or "Null" or "NULL");

    public override long Size => 1;

    public override string Kind => IsNull ? "nothing" : "a text";

    /// <summary>The place of some of its characters, as exactly as the way it is written allows.</summary>
    public SourceSpan SpanOf(int offset, int length)
    {
        int opening = Span.Typed.IndexOf(Value, StringComparison.Ordinal);
        return opening is 0 or 1 && !Value.Contains('\n') ? Span.Slice(opening + offset, length) : Span;
    }
}

internal sealed class YamlSequence(SourceSpan span, IReadOnlyList<YamlNode> items, bool isFlow) : YamlNode(span)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public bool IsFlow { get; } = isFlow;

    public override long Size { get; } = 1 + items.Sum(item => item.Size);

    public override string Kind => "a list";

    public YamlSequence With(int index, YamlNode item) => new(Span, [.. Items.Select((old, i) => i == index ? item : old)], IsFlow);
}
