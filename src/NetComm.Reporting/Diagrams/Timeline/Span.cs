using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>Something that holds for a while.</summary>
/// <param name="From">In seconds.</param>
/// <param name="To">In seconds.</param>
/// <param name="Kind">What holds.</param>
/// <param name="Text">In words: <c>down</c>, <c>loss 20 %</c>.</param>
internal sealed record Span(double From, double To, SpanKind Kind, string Text)
{
    /// <summary>As a sentence has it: <c>down 2 s to 4 s</c>.</summary>
    public string Sentence => $"{Text} {Unit.Seconds.Format(From)} to {Unit.Seconds.Format(To)}";
}

internal enum SpanKind
{
    /// <summary>A flow sends.</summary>
    Active,

    /// <summary>A host belongs to a group.</summary>
    Member,

    /// <summary>A link has other properties than at first.</summary>
    Changed,

    /// <summary>A link is down, or a host or router has crashed.</summary>
    Down,
}
