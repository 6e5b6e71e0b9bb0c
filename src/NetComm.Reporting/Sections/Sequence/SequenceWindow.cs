using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Sequence;

/// <summary>Which part of a run the sequence diagram shows, and why: hops that begin in it, as many as a page holds.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The last one.</param>
/// <param name="Reason">Why this part.</param>
internal sealed record SequenceWindow(SimTime From, SimTime To, SequenceReason Reason)
{
    /// <summary>The flow or program whose packets alone are shown, where others would crowd them out; null: all.</summary>
    public string? Owner { get; init; }

    public static readonly SequenceWindow Beginning = new(SimTime.Zero, SimTime.Never, SequenceReason.Beginning);

    /// <summary>
    /// The part that is worth it: the first loss, else the first retransmission, else the first handshake, where that is not at the
    /// beginning.
    /// </summary>
    public static SequenceWindow Of(Trace trace)
    {
        var search = new SequenceWindowSearch(trace.Header);
        foreach (ReadOnlyMemory<TraceEvent> block in trace.Blocks())
        {
            search.Fold(block.Span);
            if (search.IsOver) break;
        }

        return search.Result();
    }
}
