using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>Turns events into captured frames, in the order in which their transmissions begin.</summary>
internal sealed class CaptureFold : ITraceFold
{
    private readonly TraceHeader _header;
    private readonly PcapngWriter _writer;
    private readonly LanAddresses _addresses;
    private readonly FrameBuilder _builder;
    private readonly PacketStore _packets = new();
    private readonly PacketReader _reader = new();
    private readonly Func<long, CapturedPacket?> _find;
    private readonly ObservedQueue[] _queues;
    private readonly LinkedList<CapturedFrame>[] _onTheWay;
    private readonly PriorityQueue<CapturedFrame, (long Start, long Order)> _inOrder = new();
    private long _order;
    private SimTime _now;

    public CaptureFold(TraceHeader header, PcapngWriter writer)
    {
        _header = header;
        _writer = writer;
        _addresses = new LanAddresses(header);
        _builder = new FrameBuilder(header, _addresses);
        _find = _packets.Find;
        _queues = [.. header.Directions.Select(_ => new ObservedQueue())];
        _onTheWay = [.. header.Directions.Select(_ => new LinkedList<CapturedFrame>())];
        foreach (Direction direction in header.Directions)
            writer.AddInterface(direction.Label, direction.Ethernet ? LinkType.Ethernet : LinkType.RawIp);
    }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            _now = slots[i].Time;
            Take(slots, i);
        }

        WriteKnown();
        _packets.Forget(_now);
    }

    /// <summary>Writes what is left when all events were folded; what had not left by the end is not captured.</summary>
    public void Finish(SimTime end)
    {
        while (_inOrder.TryDequeue(out CapturedFrame? frame, out _))
        {
            if (frame.Sent.Departure <= end) Write(frame);
        }
    }

    private void Take(ReadOnlySpan<TraceEvent> slots, int i)
    {
        ref readonly TraceEvent happened = ref slots[i];
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                Enqueued(new Enqueued(happened));
                break;
            case TraceEventKind.Dequeued:
                Dequeued(new Dequeued(happened));
                break;
            case TraceEventKind.Marked:
                if (_packets.Find(new Marked(happened).Packet) is { } marked) marked.Ecn = EcnCodepoint.CongestionExperienced;
                break;
            case TraceEventKind.Delivered:
                var delivered = new Delivered(happened);
                if (!delivered.IsCopy) Known(delivered.Direction, delivered.Packet, DropReason.None);
                break;
            case TraceEventKind.Withdrawn:
                var withdrawn = new Withdrawn(happened);
                CutOff(withdrawn.Direction, withdrawn.Packet, withdrawn.Departure);
                break;
            case TraceEventKind.Collided:
                Collided(new Collided(happened));
                break;
            case TraceEventKind.Dropped:
                Dropped(new Dropped(happened));
                break;
            case TraceEventKind.Received:
                if (_packets.Find(new Received(happened).Packet) is { } received) _packets.See(received, _now, ended: true);
                break;
            default:
                if (_reader.Read(slots, i, _find) is { } sent) _packets.Add(sent, _now);
                break;
        }
    }

    private void Enqueued(Enqueued enqueued)
    {
        Transmission sent = _queues[enqueued.Direction.Index].Join(enqueued);
        if (!sent.IsUndecided) SetOut(enqueued.Direction, sent, enqueued.TimeToLive);
        else if (_packets.Find(enqueued.Packet) is { } waiting) waiting.Held++;
    }

    private void Dequeued(Dequeued dequeued)
    {
        if (_packets.Find(dequeued.Packet) is { } waited) waited.Held--;
        SetOut(dequeued.Direction, _queues[dequeued.Direction.Index].Begin(dequeued), dequeued.TimeToLive);
    }

    private void SetOut(DirectionId direction, in Transmission sent, byte timeToLive)
    {
        if (_packets.Find(sent.Packet) is not { } packet) return;
        LanCrossing? crossing =
            _header.Directions[direction.Index] is { Ethernet: true } over ? _addresses.Cross(over, packet, _now) : null;
        var frame = new CapturedFrame(packet, direction, crossing, sent, timeToLive);
        packet.Held++;
        packet.LastSeen = _now;
        _onTheWay[direction.Index].AddLast(frame);
        _inOrder.Enqueue(frame, (sent.Start.Picoseconds, _order++));
    }

    private void Dropped(Dropped drop)
    {
        if (drop.Location.Direction is not { } direction)
        {
            if (_packets.Find(drop.Packet) is { } packet) _packets.See(packet, _now, ended: true);
            return;
        }

        // What the queue refused was never on this direction, though another copy of it may be.
        if (drop.IsRefused) Refused(_header.Directions[direction.Index], drop.Packet);
        else if (drop.IsUntransmitted) CutOff(direction, drop.Packet, drop.Departure);
        else Known(direction, drop.Packet, drop.Reason);
    }

    /// <summary>A frame that the switch's port had no room for tells where it would have gone, too.</summary>
    private void Refused(Direction direction, long number)
    {
        if (_packets.Find(number) is not { } packet) return;
        if (direction is { FromNode: null, ToNode: { } receiver })
            packet.CrossingOf(direction.Medium)?.SwitchedTo(_addresses.InterfaceOf(direction.Medium, receiver), _now);
        _packets.See(packet, _now, ended: true);
    }

    private void CutOff(DirectionId direction, long packet, SimTime? departure)
    {
        _queues[direction.Index].Remove(packet, departure, out _);
        if (departure is null) StopWaiting(packet);
        if (departure is null || FrameOf(direction, packet, departure) is not { } frame) return;
        frame.IsCutOff = true;
        Release(frame);
    }

    /// <summary>What collided was cut off, and waits for its next try.</summary>
    private void Collided(Collided collided)
    {
        if (!_queues[collided.Direction.Index].Collide(collided.Packet, out Transmission cut)) return;
        if (_packets.Find(collided.Packet) is { } waiting) waiting.Held++;
        if (FrameOf(collided.Direction, collided.Packet, cut.Departure) is not { } frame) return;
        frame.IsCutOff = true;
        Release(frame);
    }

    private void StopWaiting(long number)
    {
        if (_packets.Find(number) is not { } packet) return;
        packet.Held--;
        _packets.See(packet, _now, ended: true);
    }

    /// <summary>It is known what became of the packet's first frame that has left.</summary>
    private void Known(DirectionId direction, long packet, DropReason reason)
    {
        if (FrameOf(direction, packet, null) is not { } frame) return;
        frame.Reason = reason;
        Release(frame);
    }

    /// <summary>The packet's frame that would have left at a time; without one, its first frame that has left.</summary>
    private CapturedFrame? FrameOf(DirectionId direction, long packet, SimTime? departure)
    {
        for (LinkedListNode<CapturedFrame>? node = _onTheWay[direction.Index].First; node is not null; node = node.Next)
        {
            SimTime leaves = node.Value.Sent.Departure;
            bool fits = departure is { } at ? leaves == at : leaves <= _now;
            if (fits && node.Value.Packet.Number == packet) return node.Value;
        }

        return null;
    }

    private void Release(CapturedFrame frame)
    {
        frame.IsKnown = true;
        _onTheWay[frame.Direction.Index].Remove(frame);
        frame.Packet.Held--;
        _packets.See(frame.Packet, _now, ended: frame.Reason != DropReason.None);
    }

    private void WriteKnown()
    {
        while (_inOrder.TryPeek(out CapturedFrame? frame, out _) && frame.IsKnown && frame.Sent.Start < _now)
        {
            bool settled = frame.IsCutOff || frame.Reason != DropReason.None || frame.Crossing is null || frame.Crossing.IsSettled(_now);
            if (!settled) return;
            _inOrder.Dequeue();
            if (!frame.IsCutOff) Write(frame);
        }
    }

    private void Write(CapturedFrame frame)
    {
        if (frame.IsCutOff) return;
        string? comment = frame.Reason == DropReason.None
            ? null : $"lost: {DropReasons.Name(frame.Reason)} at {_header.Directions[frame.Direction.Index].Label}";
        long nanoseconds = _header.EpochNanoseconds + frame.Sent.Start.Picoseconds / 1000;
        _writer.Write(frame.Direction.Index, (ulong)nanoseconds, _builder.Build(frame), comment);
    }
}

/// <summary>A packet on a direction, from the start of its transmission on.</summary>
internal sealed class CapturedFrame(CapturedPacket packet, DirectionId direction, LanCrossing? crossing, Transmission sent, byte ttl)
{
    public CapturedPacket Packet => packet;

    public DirectionId Direction => direction;

    public LanCrossing? Crossing => crossing;

    public Transmission Sent => sent;

    public byte TimeToLive => ttl;

    /// <summary>The type of service in its IP header here: DSCP, and what it says of congestion.</summary>
    public byte TypeOfService { get; } = (byte)((packet.Conversation?.Dscp ?? 0) << 2 | (byte)packet.Ecn);

    public bool IsKnown { get; set; }

    /// <summary>Why it did not come out; none where it did.</summary>
    public DropReason Reason { get; set; }

    /// <summary>Its last bit never left: it is not captured.</summary>
    public bool IsCutOff { get; set; }
}
