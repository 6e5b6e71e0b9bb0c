namespace NetComm.Analysis;

/// <summary>
/// Counts the TCP segments of flows: what was sent again, and the IP bytes that came. Of a flow that is not answered those of its sender
/// count, of one that is answered those of both ends. In the steady state a segment allocates nothing.
/// </summary>
internal sealed class SegmentCounters(TraceHeader header, ISegmentSink sink)
{
    /// <summary>An end of a flow's connections whose segments count.</summary>
    private readonly record struct FlowEnd(FlowId Flow, bool IsForward);

    private record struct Segment(long Number, SimTime SentAt, FlowId Flow, int IpBytes, bool IsForward, bool IsUnderWay);

    /// <summary>An IPv4 header without options (RFC 791).</summary>
    private const int IpHeader = 20;

    private const int FirstRoom = 1 << 10;

    /// <summary>So many packets later at the least a segment is forgotten; 40 MB.</summary>
    private const int MostRoom = 1 << 20;

    /// <summary>By conversation; null where its segments do not count.</summary>
    private readonly List<FlowEnd?> _ends = [];
    private readonly int[] _lastReceiver = new int[header.Flows.Count];
    private Segment[] _segments = new Segment[header.Flows.Any(flow => flow.Transport == Transport.Tcp) ? FirstRoom : 1];

    public void Opened(ReadOnlySpan<TraceEvent> slots, int index)
    {
        var opened = new ConversationOpened(slots[index]);
        while (_ends.Count <= opened.Conversation.Index) _ends.Add(null);
        if (opened.Owner.Flow is not { } owner || header.Flows[owner.Index] is not { Transport: Transport.Tcp } flow) return;
        Conversation ends = Conversation.Read(slots, index);
        bool isForward = header.Nodes[flow.From].Addresses.Contains(ends.Source);
        if (isForward || flow.Answered) _ends[opened.Conversation.Index] = new FlowEnd(owner, isForward);
    }

    public void Sent(SegmentSent sent)
    {
        if (sent.Conversation.Index >= _ends.Count || _ends[sent.Conversation.Index] is not { } end) return;
        sink.SegmentSent(end.Flow, sent.Time, sent.IsAgain);
        int bytes = IpHeader + sent.HeaderBytes + sent.Payload;
        SlotFor(sent.Packet) = new Segment(sent.Packet, sent.Time, end.Flow, bytes, end.IsForward, IsUnderWay: true);
    }

    public void Received(Received received)
    {
        ref Segment segment = ref _segments[received.Packet & (_segments.Length - 1)];
        if (segment.Number != received.Packet || segment.Number == 0) return;
        segment.IsUnderWay = false;
        ref int receiver = ref _lastReceiver[segment.Flow.Index];
        if (segment.IsForward) receiver = ReceiverAt(received.Node, header.Flows[segment.Flow.Index].Receivers);
        sink.SegmentReceived(segment.Flow, segment.SentAt, received.Time, receiver, segment.IpBytes);
    }

    public void Dropped(Dropped drop)
    {
        ref Segment segment = ref _segments[drop.Packet & (_segments.Length - 1)];
        if (segment.Number == drop.Packet) segment.IsUnderWay = false;
    }

    // An address that several hosts share leads to one of them, to whom the answers are put down as well.
    private static int ReceiverAt(NodeId node, IReadOnlyList<int> receivers)
    {
        for (int place = 0; place < receivers.Count; place++)
        {
            if (receivers[place] == node.Index) return place;
        }

        return 0;
    }

    private ref Segment SlotFor(long number)
    {
        ref Segment slot = ref _segments[number & (_segments.Length - 1)];
        while (slot.IsUnderWay && _segments.Length < MostRoom)
        {
            Grow();
            slot = ref _segments[number & (_segments.Length - 1)];
        }

        return ref slot;
    }

    private void Grow()
    {
        var bigger = new Segment[_segments.Length * 2];
        foreach (Segment segment in _segments)
        {
            if (segment.Number != 0) bigger[segment.Number & (bigger.Length - 1)] = segment;
        }

        _segments = bigger;
    }
}
