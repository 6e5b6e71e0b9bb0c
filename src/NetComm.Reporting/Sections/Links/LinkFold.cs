using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Links;

/// <summary>Gathers what the report draws of links. A direction that carries nothing costs nothing.</summary>
internal sealed class LinkFold(TraceHeader header, SimTime end) : ITraceFold
{
    private readonly LinkSamples?[] _directions = new LinkSamples?[header.Directions.Count];

    /// <summary>What a direction did; null where it carried nothing.</summary>
    public LinkSamples? Of(int direction) => _directions[direction];

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots[i]);
    }

    private void Take(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                var enqueued = new Enqueued(happened);
                SamplesOf(enqueued.Direction).Enqueued(enqueued);
                break;
            case TraceEventKind.Dropped:
                var dropped = new Dropped(happened);
                if (dropped.Location.Direction is { } direction) SamplesOf(direction).Dropped(dropped);
                break;
            case TraceEventKind.Withdrawn:
                var withdrawn = new Withdrawn(happened);
                SamplesOf(withdrawn.Direction).Withdrawn(withdrawn);
                break;
        }
    }

    private LinkSamples SamplesOf(DirectionId direction) => _directions[direction.Index] ??= new LinkSamples(end);
}
