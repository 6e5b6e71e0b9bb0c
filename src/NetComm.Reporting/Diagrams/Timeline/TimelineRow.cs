namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>A row of a chart.</summary>
/// <param name="Name">What it is about.</param>
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
