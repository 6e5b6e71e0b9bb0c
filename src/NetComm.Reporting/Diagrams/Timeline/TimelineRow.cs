namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>A row of a chart.</summary>
/// <param name="Text">The figure in words, beside it.</param>
internal abstract record TimelineRow(string Name, string Text)
{
    public virtual string Sentence => Text;

    /// <summary>Spans of time, of which several may hold at once.</summary>
    internal sealed record Spans(string Name, IReadOnlyList<Span> All) : TimelineRow(Name, "")
    {
        public override string Sentence => All.Count == 0 ? "nothing" : string.Join(", ", All.Select(span => span.Sentence));
    }

    /// <summary>A bar of one part or several, end to end.</summary>
    /// <param name="Lengths">Per path; the last is what belongs to none of them.</param>
    internal sealed record Bar(string Name, string Text, IReadOnlyList<double> Lengths) : TimelineRow(Name, Text);

    /// <summary>From the least value to the greatest, with two values between.</summary>
    internal sealed record Range(string Name, string Text, double Min, double Median, double P95, double Max) : TimelineRow(Name, Text);

    /// <summary>Words alone: what was left out, or has no figures.</summary>
    internal sealed record Note(string Name, string Text) : TimelineRow(Name, Text);
}

/// <summary>Something that holds for a while.</summary>
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
