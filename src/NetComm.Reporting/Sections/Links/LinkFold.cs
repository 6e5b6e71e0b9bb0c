using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Links;

/// <summary>Gathers what the report draws of links. A direction that carries nothing costs nothing.</summary>
internal sealed class LinkFold(TraceHeader header, SimTime end) : ITraceFold
{
    private readonly LinkSamples?[] _directions = new LinkSamples?[header.Directions.Count];

    /// <summary>What a direction did; null where it carried nothing.</summary>
    public LinkSamples? Of(int direction) => _directions[direction];

    /// <inheritdoc/>
    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots[i]);
    }

    private void Take(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                SamplesOf(happened).Enqueued(happened);
                break;
            case TraceEventKind.Dropped when happened.Place >= 0:
                SamplesOf(happened).Dropped(happened);
                break;
            case TraceEventKind.Withdrawn:
                SamplesOf(happened).Withdrawn(happened);
                break;
        }
    }

    private LinkSamples SamplesOf(in TraceEvent happened) => _directions[happened.Place] ??= new LinkSamples(end);
}
