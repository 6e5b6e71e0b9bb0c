using NetComm.Tracing;

namespace NetComm.Analysis;

/// <summary>
/// Counts the TCP segments of flows: what was sent again, and the IP bytes that came. Of a flow that is not answered those of its sender
/// count, of one that is answered those of both ends. In the steady state a segment allocates nothing.
/// </summary>
internal sealed class SegmentCounters(TraceHeader header, ISegmentSink sink)
{
    /// <summary>Which flow the segments of a conversation belong to, and whether they count.</summary>
    private readonly record struct Owner(int Flow, bool IsForward);

    private record struct Segment(long Number, SimTime SentAt, int Flow, int IpBytes, bool IsForward, bool IsUnderWay);

    /// <summary>An IPv4 header without options (RFC 791).</summary>
    private const int IpHeader = 20;

    private const int FirstRoom = 1 << 10;

    /// <summary>So many packets later at the least a segment is forgotten; 40 MB.</summary>
    private const int MostRoom = 1 << 20;

    private static readonly Owner Nobody = new(-1, IsForward: false);

    private readonly List<Owner> _owners = [];
    private readonly int[] _lastReceiver = new int[header.Flows.Count];
    private Segment[] _segments = new Segment[FirstRoom];

    public void Opened(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent opened = ref slots[index];
        while (_owners.Count <= opened.Place) _owners.Add(Nobody);
        if (opened.Packet < 0 || header.Flows[(int)opened.Packet] is not { Transport: Transport.Tcp } flow) return;
        Conversation ends = Conversation.Read(slots, index);
        bool isForward = header.Nodes[flow.From].Addresses.Contains(ends.Source);
        if (isForward || flow.Answered) _owners[opened.Place] = new Owner((int)opened.Packet, isForward);
    }

    public void Sent(in TraceEvent sent)
    {
        if (sent.Place >= _owners.Count || _owners[sent.Place] is not { Flow: >= 0 } owner) return;
        sink.SegmentSent(owner.Flow, sent.Time, again: sent.Reason == 1);
        int bytes = IpHeader + (int)sent.Value + sent.Extra;
        SlotFor(sent.Packet) = new Segment(sent.Packet, sent.Time, owner.Flow, bytes, owner.IsForward, IsUnderWay: true);
    }

    /// <summary>A packet came to a socket; that of a link's copy too.</summary>
    public void Received(in TraceEvent received)
    {
        ref Segment segment = ref _segments[received.Packet & (_segments.Length - 1)];
        if (segment.Number != received.Packet || segment.Number == 0) return;
        segment.IsUnderWay = false;
        if (segment.IsForward) _lastReceiver[segment.Flow] = PlaceOf(received.Place, header.Flows[segment.Flow].Receivers);
        sink.SegmentReceived(segment.Flow, segment.SentAt, received.Time, _lastReceiver[segment.Flow], segment.IpBytes);
    }

    public void Dropped(in TraceEvent drop)
    {
        ref Segment segment = ref _segments[drop.Packet & (_segments.Length - 1)];
        if (segment.Number == drop.Packet) segment.IsUnderWay = false;
    }

    // An address that several hosts share leads to one of them, to whom the answers are put down as well.
    private static int PlaceOf(int node, IReadOnlyList<int> receivers)
    {
        for (int place = 0; place < receivers.Count; place++)
        {
            if (receivers[place] == node) return place;
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
