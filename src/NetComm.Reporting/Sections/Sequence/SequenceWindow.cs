using NetComm.Reporting.Diagrams.Sequence;

namespace NetComm.Reporting.Sections.Sequence;

/// <summary>Which part of a run the sequence diagram shows, and why: hops that begin in it, as many as a page holds.</summary>
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

/// <summary>
/// Looks for the first loss of a packet that an application sent, the first retransmission and the first handshake. Where the loss falls
/// into what the diagram shows of the run's beginning, it stays there.
/// </summary>
internal sealed class SequenceWindowSearch(TraceHeader header) : ITraceFold
{
    /// <summary>So many hops from its beginning on are in the picture for sure (a hop takes up to two of its rows).</summary>
    private const int HopsInPicture = 20;

    /// <summary>So many packets that set out before are shown for comparison.</summary>
    private const int PacketsBefore = 3;

    /// <summary>In so many packets without a loss there is hardly one worth looking for.</summary>
    private const int Patience = 20_000;

    /// <summary>An instant, and how many hops had begun before it.</summary>
    private readonly record struct Mark(SimTime Time, long Hops);

    private readonly Dictionary<long, Packet> _underWay = [];
    private readonly Dictionary<ConversationId, string> _owners = [];
    private readonly Queue<Mark> _recent = new();
    private long _hops;
    private int _packets;
    private SequenceWindow? _loss;
    private SequenceWindow? _retransmission;
    private SequenceWindow? _handshake;

    /// <summary>From when on its sending and its last hop can be seen.</summary>
    private record struct Packet(ConversationId Conversation, Mark Before, Mark Sent, Mark LastHop);

    /// <summary>Whether what comes later changes nothing.</summary>
    public bool IsOver => _loss is not null || _packets >= Patience;

    public SequenceWindow Result() => _loss ?? _retransmission ?? _handshake ?? SequenceWindow.Beginning;

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length && !IsOver; i += 1 + slots[i].ByteSlots) Take(slots, i);
    }

    private void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                var opened = new ConversationOpened(happened);
                // The two ends of a program's connection belong to two programs: one alone would be half of it.
                if (opened.Owner.Flow is not null) _owners[opened.Conversation] = header.NameOf(opened.Owner);
                break;
            case TraceEventKind.PacketSent:
                var sent = new PacketSent(happened);
                SetOut(sent.Packet, sent.Conversation, happened.Time);
                break;
            case TraceEventKind.SegmentSent:
                var carried = new SegmentSent(happened);
                SetOut(carried.Packet, carried.Conversation, happened.Time);
                TracedSegment segment = TracedSegment.Read(slots, index);
                if (segment.IsAgain)
                    _retransmission ??= From(_recent.Peek(), SequenceReason.Retransmission) with { Owner = OwnerOf(carried.Conversation) };
                if (segment is { IsSyn: true, IsAck: false })
                    _handshake ??= From(new Mark(happened.Time, _hops), SequenceReason.Handshake);
                break;
            case TraceEventKind.Enqueued:
                long number = new Enqueued(happened).Packet;
                if (_underWay.TryGetValue(number, out Packet packet))
                    _underWay[number] = packet with { LastHop = new Mark(happened.Time, _hops) };
                _hops++;
                break;
            case TraceEventKind.Received:
                _underWay.Remove(new Received(happened).Packet);
                break;
            case TraceEventKind.Dropped:
                if (_underWay.TryGetValue(new Dropped(happened).Packet, out Packet lost)) _loss = LossOf(lost);
                break;
        }
    }

    private void SetOut(long number, ConversationId conversation, SimTime now)
    {
        var mark = new Mark(now, _hops);
        _recent.Enqueue(mark);
        if (_recent.Count > PacketsBefore + 1) _recent.Dequeue();
        _underWay[number] = new Packet(conversation, _recent.Peek(), mark, mark);
        _packets++;
    }

    private SequenceWindow LossOf(Packet lost)
    {
        if (_hops <= HopsInPicture) return SequenceWindow.Beginning;
        foreach (Mark mark in (ReadOnlySpan<Mark>)[lost.Before, lost.Sent])
            if (_hops - mark.Hops <= HopsInPicture) return From(mark, SequenceReason.Loss);
        return From(lost.LastHop, SequenceReason.Loss) with { Owner = OwnerOf(lost.Conversation) };
    }

    private string? OwnerOf(ConversationId conversation) => _owners.GetValueOrDefault(conversation);

    private static SequenceWindow From(Mark mark, SequenceReason reason) =>
        mark.Hops <= HopsInPicture / 2 ? SequenceWindow.Beginning : new(mark.Time, SimTime.Never, reason);
}
