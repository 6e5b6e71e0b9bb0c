namespace NetComm.Reporting.Packets;

/// <summary>
/// Which two conversations of a trace are a TCP connection, and what its segments say, in numbers that begin with its SYNs.
/// </summary>
internal sealed class ConnectionIndex
{
    /// <param name="Connection">From 0, in the order in which they began.</param>
    /// <param name="IsBack">From the end that did not open it.</param>
    internal readonly record struct Side(int Connection, bool IsBack)
    {
        public Side Opposite => this with { IsBack = !IsBack };
    }

    /// <summary>A segment in such numbers.</summary>
    /// <param name="First">Number of its first byte, or of its SYN or FIN.</param>
    /// <param name="Expected">The number that its sender expects next; null where it does not say.</param>
    internal readonly record struct Numbered(Side Side, TracedSegment Segment, long First, long? Expected);

    private readonly Dictionary<ConversationId, Conversation> _ends = [];
    private readonly Dictionary<ConversationId, Side> _sides = [];
    private readonly Dictionary<(IpEndpoint From, IpEndpoint To), int> _latest = [];
    private readonly List<(Conversation Ends, ByteNumbers There, ByteNumbers Back)> _connections = [];

    public int Count => _connections.Count;

    public Conversation EndsOf(int connection) => _connections[connection].Ends;

    public void Open(ReadOnlySpan<TraceEvent> slots, int index)
    {
        var ends = Conversation.Read(slots, index);
        if (ends.Transport == Transport.Tcp) _ends[new ConversationOpened(slots[index]).Conversation] = ends;
    }

    /// <summary>The direction that a conversation is; null where it has sent no segment.</summary>
    public Side? Find(ConversationId conversation) => _sides.TryGetValue(conversation, out Side side) ? side : null;

    /// <summary>Reads a SegmentSent; null where its conversation is unknown.</summary>
    public Numbered? Read(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ConversationId conversation = new SegmentSent(slots[index]).Conversation;
        var segment = TracedSegment.Read(slots, index);
        if (!_sides.TryGetValue(conversation, out Side side))
        {
            if (!_ends.TryGetValue(conversation, out Conversation? ends)) return null;
            _sides[conversation] = side = SideOf(ends, segment);
        }
        (_, ByteNumbers? there, ByteNumbers? back) = _connections[side.Connection];
        (ByteNumbers? own, ByteNumbers? other) = side.IsBack ? (back, there) : (there, back);
        if (!segment.IsReset) own.Begin(segment.Sequence, segment.IsSyn);
        return new Numbered(
            side, segment, segment.IsReset ? 0 : own.Of(segment.Sequence), segment.IsAck ? other.Of(segment.Acknowledgment) : null);
    }

    /// <summary>The number that stands for one of a header, of what a direction sends.</summary>
    public long NumberOf(Side side, uint sequence)
    {
        (_, ByteNumbers? there, ByteNumbers? back) = _connections[side.Connection];
        return (side.IsBack ? back : there).Of(sequence);
    }

    /// <summary>
    /// A SYN alone begins a connection; all else belongs to the latest between the same ends, as does the reset of a host that has
    /// forgotten it.
    /// </summary>
    private Side SideOf(Conversation ends, in TracedSegment first)
    {
        IpEndpoint from = new(ends.Source, ends.SourcePort), to = new(ends.Destination, ends.DestinationPort);
        bool begins = first.IsSyn && !first.IsAck;
        if (!begins && _latest.TryGetValue((to, from), out int answered)) return new Side(answered, IsBack: true);
        if (!begins && _latest.TryGetValue((from, to), out int known)) return new Side(known, IsBack: false);
        _latest[(from, to)] = _connections.Count;
        _latest.Remove((to, from));
        _connections.Add((ends, new ByteNumbers(), new ByteNumbers()));
        return new Side(_connections.Count - 1, IsBack: false);
    }
}

/// <summary>Sequence numbers of one direction, counted from its SYN: the SYN is 0, the first byte 1, beyond 4 GiB on and on.</summary>
internal sealed class ByteNumbers
{
    private uint _last;
    private long _lastNumber;
    private bool _isKnown;

    /// <summary>The SYN's number, or the first that is seen.</summary>
    public void Begin(uint sequence, bool isSyn)
    {
        if (_isKnown) return;
        (_last, _lastNumber, _isKnown) = (sequence, isSyn ? 0 : 1, true);
    }

    public long Of(uint sequence)
    {
        if (!_isKnown) Begin(sequence, isSyn: false);
        long number = _lastNumber + (int)(sequence - _last);
        if (number > _lastNumber) (_last, _lastNumber) = (sequence, number);
        return number;
    }
}
