namespace NetComm.Sim.Scenarios.Yaml;

/// <summary>A text, number or the like: what stands there, uninterpreted.</summary>
/// <param name="span">Its place, quotes included.</param>
/// <param name="value">Its text, quotes and escapes resolved.</param>
/// <param name="isPlain">Whether it stands without quotes or block marks.</param>
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
