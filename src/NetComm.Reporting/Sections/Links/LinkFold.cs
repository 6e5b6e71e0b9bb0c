using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Links;

/// <summary>Gathers what the report draws of links. A direction that carries nothing costs nothing.</summary>
internal sealed class LinkFold(TraceHeader header, SimTime end)
{
    private readonly LinkSamples?[] _directions = new LinkSamples?[header.Directions.Count];

    /// <summary>What a direction did; null where it carried nothing.</summary>
    public LinkSamples? Of(int direction) => _directions[direction];

    /// <summary>Takes an event; those that do not speak of directions are passed over.</summary>
    public void Take(in TraceEvent happened)
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
