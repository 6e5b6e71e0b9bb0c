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
        if (!hop.IsRefused)
        {
            if (hop.Sent.Start > hop.Sent.Enqueued && !hop.IsCopy && hop.Collisions == 0)
                yield return new(hop.Sent.Enqueued, hop.Order, PlaybackStepKind.Waits, index);
            if (!hop.Sent.IsUndecided && (hop.End is not { } end || end >= hop.Sent.Start))
                yield return new(hop.Sent.Start, hop.Order, PlaybackStepKind.Begins, index);
        }
        if (hop.End is { } at)
        {
            bool arrives = hop.Loss == DropReason.None && hop.Collisions == 0;
            yield return new(at, hop.EndOrder, arrives ? PlaybackStepKind.Arrives : PlaybackStepKind.Lost, index);
        }
    }
}

/// <summary>Something that happens to no packet on a line.</summary>
/// <param name="Order">Its place among the trace's events.</param>
/// <param name="Node">Where; null where it is at no node.</param>
/// <param name="Packet">The packet that it is about, by its place in the recording; null where it is about none.</param>
/// <param name="Text">The rest of the sentence.</param>
internal sealed record RecordedEvent(SimTime Time, long Order, RecordedEventKind Kind, NodeId? Node, int? Packet, string Text);

/// <summary>What kind of event it is. The script knows these numbers.</summary>
internal enum RecordedEventKind
{
    /// <summary>A fault or another change of the timeline: marked on the scrubber.</summary>
    Fault = 0,

    /// <summary>A socket hands a packet to its program.</summary>
    Received = 1,

    GivenUp = 2,

    Done = 3,
}

/// <summary>A step of the player: something that one can see happen.</summary>
/// <param name="Order">Its place among the trace's events, for those of one instant.</param>
/// <param name="Index">To which hop; of <see cref="PlaybackStepKind.Event"/>, which of the recorded events.</param>
internal readonly record struct PlaybackStep(SimTime Time, long Order, PlaybackStepKind Kind, int Index);

/// <summary>What happens at a moment. The script knows these numbers.</summary>
internal enum PlaybackStepKind
{
    /// <summary>A packet waits in a queue.</summary>
    Waits = 0,

    /// <summary>Its first bit leaves.</summary>
    Begins = 1,

    /// <summary>Its last bit arrives.</summary>
    Arrives = 2,

    /// <summary>It is lost on the way or refused, or a try of it collides.</summary>
    Lost = 3,

    /// <summary>Something else, said in words.</summary>
    Event = 4,
}
