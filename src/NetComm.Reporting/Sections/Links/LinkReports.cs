using NetComm.Analysis;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Sections.Topology;

namespace NetComm.Reporting.Sections.Links;

/// <summary>What the report says of each direction of the links and LAN ports of a run.</summary>
internal sealed class LinkReports
{
    private readonly Lazy<IReadOnlyList<LinkReport>> _all;

    public LinkReports(ReportedRun run, FlowPathFold paths)
    {
        var fold = new LinkFold(run.Header, run.End);
        Folds = [fold, paths];
        _all = new(() => ReportsOf(run, fold, paths.Paths));
    }

    /// <summary>What has to read the trace before <see cref="All"/>.</summary>
    public IReadOnlyList<ITraceFold> Folds { get; }

    public IReadOnlyList<LinkReport> All => _all.Value;

    /// <summary>Only what occurred: the page has little room for zeros.</summary>
    internal static IReadOnlyList<KeyValuePair<string, long>> DropsOf(IReadOnlyList<DropCount> drops) =>
        [.. drops.Where(drop => drop.Packets > 0).Select(drop => KeyValuePair.Create(drop.Reason, drop.Packets))];

    private static IReadOnlyList<LinkReport> ReportsOf(ReportedRun run, LinkFold fold, IReadOnlyList<FlowPath> paths) =>
    [
        .. run.Measured.Links.Select((link, i) => ReportOf(link) with
        {
            BytesByPath = [.. paths.Select(path => path.Bytes[i])],
            Samples = fold.Of(i),
            QueueLimit = QueueLimitOf(run.Header.Directions[i], run.Scenario),
        }),
    ];

    private static LinkReport ReportOf(LinkMeasurement link) => new(
        link.Name, link.From, link.To, link.Packets, link.Bytes, link.Utilisation, link.QueueMean, link.QueueMax, DropsOf(link.Drops))
    {
        Marks = link.Marks,
        Collisions = link.Collisions ?? 0,
        QueueDelayP95 = link.QueueDelay?.P95,
    };

    private static int? QueueLimitOf(Direction direction, Scenario scenario)
    {
        bool isForward = scenario.Links[direction.Medium] is Lan
            || direction.FromNode?.Index == scenario.Links[direction.Medium].Interfaces[0].Node;
        IEnumerable<FaultChange.LinkSet> changes =
            scenario.Faults.Select(fault => fault.Change).OfType<FaultChange.LinkSet>().Where(set => set.Medium == direction.Medium);
        if (changes.Any(set => (isForward ? set.Forward : set.Backward).Queue is not null)) return null;
        return scenario.Links[direction.Medium] switch
        {
            Lan lan => lan.Properties.Queue.Limit.Packets,
            Link link => (isForward ? link.Forward : link.Backward).Queue.Limit.Packets,
            _ => null,
        };
    }
}

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
            case TraceEventKind.Dequeued:
                var dequeued = new Dequeued(happened);
                SamplesOf(dequeued.Direction).Dequeued(dequeued);
                break;
            case TraceEventKind.Marked:
                var marked = new Marked(happened);
                SamplesOf(marked.Direction).Marked(marked);
                break;
            case TraceEventKind.Collided:
                var collided = new Collided(happened);
                SamplesOf(collided.Direction).Collided(collided);
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
