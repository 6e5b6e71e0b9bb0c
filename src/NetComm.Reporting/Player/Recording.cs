using NetComm.Tracing;

namespace NetComm.Reporting.Player;

/// <summary>What the player shows of a run: of a long run its beginning.</summary>
internal sealed record Recording
{
    /// <summary>Whom its numbers mean.</summary>
    public required TraceHeader Header { get; init; }

    public required SimTime End { get; init; }

    public required bool IsCut { get; init; }

    public required IReadOnlyList<PlayedPacket> Packets { get; init; }

    public required IReadOnlyList<PlayedHop> Hops { get; init; }

    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    public required IReadOnlyList<SocketRow> Sockets { get; init; }

    /// <summary>All that one can step through, in order.</summary>
    public IReadOnlyList<PlaybackStep> Moments =>
    [
        .. Hops.SelectMany(MomentsOf)
            .Concat(Events.Select((other, i) => new PlaybackStep(other.Time, other.Order, PlaybackStepKind.Event, i)))
            .Where(moment => moment.Time <= End)
            .OrderBy(moment => moment.Time).ThenBy(moment => moment.Order).ThenBy(moment => moment.Kind).ThenBy(moment => moment.Index),
    ];

    private static IEnumerable<PlaybackStep> MomentsOf(PlayedHop hop, int index)
    {
        if (hop.IsWithdrawn) yield break;
        if (hop.Loss != DropReason.QueueFull)
        {
            if (hop.Sent.Start > hop.Sent.Enqueued && !hop.IsCopy)
                yield return new(hop.Sent.Enqueued, hop.Order, PlaybackStepKind.Waits, index);
            if (hop.End is not { } end || end >= hop.Sent.Start)
                yield return new(hop.Sent.Start, hop.Order, PlaybackStepKind.Begins, index);
        }
        if (hop.End is { } at)
            yield return new(at, hop.EndOrder, hop.Loss == DropReason.None ? PlaybackStepKind.Arrives : PlaybackStepKind.Lost, index);
    }
}
