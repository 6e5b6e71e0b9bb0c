using NetComm.Tracing;

namespace NetComm.Sim.Tests.Captures;

/// <summary>What hosts sent and got of TCP, read from a trace without the code that writes captures.</summary>
internal sealed class SegmentFold : ITraceFold
{
    private readonly List<string> _conversations = [];
    private readonly Dictionary<long, Sent> _segments = [];
    private readonly Dictionary<(int Node, string Conversation, uint End), (long Start, int Times)> _ends = [];
    private readonly Dictionary<(int Node, int Number, long Nanoseconds), double> _roundTrips = [];
    private readonly Dictionary<DirectionId, SimTime> _free = [];
    private readonly List<(int Node, string Conversation, int Bytes)> _seen = [];
    private readonly Dictionary<int, int> _again = [];
    private readonly Dictionary<(int Node, string Conversation), uint> _highest = [];
    private readonly HashSet<long> _left = [];
    private readonly SimTime _end;

    private sealed record Sent(string Conversation, TracedSegment Segment);

    public SegmentFold(Trace trace)
    {
        Header = trace.Header;
        _end = trace.End;
        trace.FoldInto(this);
    }

    public TraceHeader Header { get; }

    /// <summary>Whether any segment was lost, made twice, or brought late.</summary>
    public bool HasLoss { get; private set; }

    public int SentAgainBy(int node) => _again.GetValueOrDefault(node);

    public bool HasRoundTrips(int node) => _roundTrips.Keys.Any(key => key.Node == node);

    public double? RoundTripAt(int node, int number, double nanoseconds) =>
        _roundTrips.TryGetValue((node, number, (long)nanoseconds), out double time) ? time : null;

    public IEnumerable<string> ConversationsAt(int node) =>
        from seen in _seen
        where seen.Node == node
        group seen by seen.Conversation into one
        orderby one.Key
        select $"{one.Key}: {one.Count()} segments, {one.Sum(seen => seen.Bytes)} B";

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            switch (slots[i].Kind)
            {
                case TraceEventKind.ConversationOpened:
                    string[] words = TraceBytes.TextBehind(slots, i).Split(' ');
                    _conversations.Add($"{words[1]} > {words[3]}");
                    break;
                case TraceEventKind.SegmentSent:
                    var sent = new SegmentSent(slots[i]);
                    _segments[sent.Packet] = new(_conversations[sent.Conversation.Index], TracedSegment.Read(slots, i));
                    break;
                case TraceEventKind.Enqueued:
                    var enqueued = new Enqueued(slots[i]);
                    if (enqueued.Departure is not { } departure) break;
                    SimTime start = Max(enqueued.Time, _free.GetValueOrDefault(enqueued.Direction));
                    if (departure <= _end) Left(enqueued.Direction, enqueued.Packet, start);
                    _free[enqueued.Direction] = departure;
                    break;
                case TraceEventKind.Dequeued:
                    var dequeued = new Dequeued(slots[i]);
                    if (dequeued.Departure <= _end) Left(dequeued.Direction, dequeued.Packet, dequeued.Time);
                    break;
                case TraceEventKind.Delivered:
                    Arrived(new Delivered(slots[i]));
                    break;
                case TraceEventKind.Dropped:
                    Dropped(new Dropped(slots[i]));
                    break;
            }
        }
    }

    private static SimTime Max(SimTime one, SimTime other) => one > other ? one : other;

    private void Left(DirectionId over, long packet, SimTime start)
    {
        Direction direction = Header.Directions[over.Index];
        if (!_segments.TryGetValue(packet, out Sent? sent) || !IsHost(direction.FromNode) || !_left.Add(packet)) return;
        See(direction.FromNode!.Value.Index, sent);
        uint end = sent.Segment.Sequence + (uint)sent.Segment.SequenceLength;
        if (sent.Segment.SequenceLength == 0) return;
        (int, string, uint) key = (direction.FromNode.Value.Index, sent.Conversation, end);
        _ends[key] = _ends.TryGetValue(key, out (long Start, int Times) before)
            ? (before.Start, before.Times + 1) : (start.Picoseconds / 1000, 1);
    }

    private void Arrived(Delivered delivered)
    {
        Direction direction = Header.Directions[delivered.Direction.Index];
        HasLoss |= delivered.IsCopy;
        if (!_segments.TryGetValue(delivered.Packet, out Sent? sent) || !IsHost(direction.ToNode)) return;
        int node = direction.ToNode!.Value.Index;
        _seen.Add((node, sent.Conversation, sent.Segment.Payload));
        string[] ends = sent.Conversation.Split(" > ");
        (int, string, uint) key = (node, $"{ends[1]} > {ends[0]}", sent.Segment.Acknowledgment);
        if (!sent.Segment.IsAck || !_ends.TryGetValue(key, out (long Start, int Times) acknowledged)) return;
        long now = delivered.Time.Picoseconds / 1000;
        if (acknowledged.Times == 1) _roundTrips[(node, (ushort)delivered.Packet, now)] = now - acknowledged.Start;
    }

    private void Dropped(Dropped drop)
    {
        if (!_segments.TryGetValue(drop.Packet, out Sent? sent)) return;
        HasLoss = true;
        // A link that is down gets it all the same.
        if (drop.Reason == DropReason.Down && drop.Location.Direction is { } over && IsHost(Header.Directions[over.Index].FromNode)
            && !_left.Contains(drop.Packet))
            Left(over, drop.Packet, drop.Time);
    }

    private void See(int node, Sent sent)
    {
        TracedSegment segment = sent.Segment;
        _seen.Add((node, sent.Conversation, segment.Payload));

        // A first copy that the host's own queue dropped never went out: if nothing behind it did, the second looks new.
        bool isKnown = _highest.TryGetValue((node, sent.Conversation), out uint highest);
        bool isBehind = isKnown && (int)(segment.Sequence - highest) < 0;
        if (segment.IsAgain && isBehind) _again[node] = _again.GetValueOrDefault(node) + 1;
        uint end = segment.Sequence + (uint)segment.SequenceLength;
        if (!isKnown || (int)(end - highest) > 0) _highest[(node, sent.Conversation)] = end;
    }

    private bool IsHost(NodeId? node) => node is { } known && Header.Nodes[known.Index].Kind == NodeKind.Host;
}
