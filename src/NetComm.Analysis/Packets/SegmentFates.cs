using System.Collections;

namespace NetComm.Analysis;

/// <summary>What became of the segments of bulk senders, gathered before they are listed. Keeps two bits a packet of the run.</summary>
internal sealed class SegmentFates(TraceHeader header) : ITraceFold
{
    private readonly BulkSenders _senders = new(header);
    private readonly BitArray _isSegment = new(1 << 10);
    private readonly BitArray _isReceived = new(1 << 10);
    private readonly Dictionary<long, int> _drops = [];
    private readonly Dictionary<long, int> _copies = [];
    private readonly Dictionary<long, long> _segmentOf = [];

    /// <summary>The segment that a packet is, or is a fragment of; null where it is none of these.</summary>
    public long? SegmentOf(long packet) => Is(_isSegment, packet) ? packet : _segmentOf.TryGetValue(packet, out long whole) ? whole : null;

    /// <summary>How many of its drops end only a copy or part of it: all where it came after all, else all but the last.</summary>
    public int DropsToPassOver(long segment) => _drops.GetValueOrDefault(segment) - (Is(_isReceived, segment) ? 0 : 1);

    public bool IsUnderWay(long segment) => !Is(_isReceived, segment) && !_drops.ContainsKey(segment);

    /// <summary>How many times it came besides the first.</summary>
    public int Copies(long segment) => _copies.GetValueOrDefault(segment);

    /// <inheritdoc/>
    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            switch (slots[i].Kind)
            {
                case TraceEventKind.ConversationOpened:
                    _senders.Opened(slots, i);
                    break;
                case TraceEventKind.SegmentSent when _senders.FlowOf(new SegmentSent(slots[i]).Conversation) is not null:
                    Set(_isSegment, new SegmentSent(slots[i]).Packet);
                    break;
                case TraceEventKind.FragmentSent when Is(_isSegment, new FragmentSent(slots[i]).Whole):
                    _segmentOf[new FragmentSent(slots[i]).Packet] = new FragmentSent(slots[i]).Whole;
                    break;
                case TraceEventKind.Received when Is(_isSegment, new Received(slots[i]).Packet):
                    Receive(new Received(slots[i]).Packet);
                    break;
                case TraceEventKind.Dropped when SegmentOf(new Dropped(slots[i]).Packet) is { } segment:
                    _drops[segment] = _drops.GetValueOrDefault(segment) + 1;
                    break;
            }
        }
    }

    private void Receive(long segment)
    {
        if (Is(_isReceived, segment)) _copies[segment] = Copies(segment) + 1;
        Set(_isReceived, segment);
    }

    private static bool Is(BitArray bits, long packet) => packet < bits.Length && bits[(int)packet];

    private static void Set(BitArray bits, long packet)
    {
        while (packet >= bits.Length) bits.Length *= 2;
        bits[(int)packet] = true;
    }
}

/// <summary>Which conversations carry what the senders of bulk transfers over TCP send.</summary>
internal sealed class BulkSenders(TraceHeader header)
{
    private readonly Dictionary<ConversationId, FlowId> _flows = [];

    public FlowId? FlowOf(ConversationId conversation) => _flows.TryGetValue(conversation, out FlowId flow) ? flow : null;

    /// <summary>A ConversationOpened at an index of a block.</summary>
    public void Opened(ReadOnlySpan<TraceEvent> slots, int index)
    {
        var opened = new ConversationOpened(slots[index]);
        if (opened.Owner.Flow is not { } owner || header.Flows[owner.Index] is not { Stream: true, Transport: Transport.Tcp } flow) return;
        if (header.Nodes[flow.From].Addresses.Contains(Conversation.Read(slots, index).Source)) _flows[opened.Conversation] = owner;
    }
}
