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
                Enqueued(happened);
                break;
            case TraceEventKind.Delivered:
                if (happened.Extra == 0) Known(happened, DropReason.None);
                break;
            case TraceEventKind.Withdrawn:
                CutOff(happened);
                break;
            case TraceEventKind.Dropped:
                Dropped(happened);
                break;
            case TraceEventKind.Received:
                if (_packets.Find(happened.Packet) is { } received) _packets.See(received, _now, ended: true);
                break;
            default:
                if (_reader.Read(slots, i, _find) is { } sent) _packets.Add(sent, _now);
                break;
        }
    }

    private void Enqueued(in TraceEvent enqueued)
    {
        Transmission sent = _queues[enqueued.Place].Join(enqueued);
        if (_packets.Find(enqueued.Packet) is not { } packet) return;

        Direction direction = _header.Directions[enqueued.Place];
        var frame =
            new CapturedFrame(
                packet, enqueued.Place, direction.Ethernet ? _addresses.Cross(direction, packet, _now) : null, sent, enqueued.Reason);
        packet.Held++;
        packet.LastSeen = _now;
        _onTheWay[enqueued.Place].AddLast(frame);
        _inOrder.Enqueue(frame, (sent.Start.Picoseconds, _order++));
    }

    private void Dropped(in TraceEvent drop)
    {
        if (drop.Place < 0)
        {
            if (_packets.Find(drop.Packet) is { } packet) _packets.See(packet, _now, ended: true);
            return;
        }

        // What the queue refused was never on this direction, though another copy of it may be.
        if (drop.Reason == (byte)DropReason.QueueFull) Refused(drop);
        else if (drop.Value > drop.Time.Picoseconds) CutOff(drop);
        else Known(drop, (DropReason)drop.Reason);
    }

    /// <summary>A frame that the switch's port had no room for tells where it would have gone, too.</summary>
    private void Refused(in TraceEvent drop)
    {
        if (_packets.Find(drop.Packet) is not { } packet) return;
        Direction direction = _header.Directions[drop.Place];
        if (direction.Ethernet && direction.FromNode < 0)
            packet.CrossingOf(direction.Medium)?.SwitchedTo(_addresses.InterfaceOf(direction.Medium, direction.ToNode), _now);
        _packets.See(packet, _now, ended: true);
    }

    private void CutOff(in TraceEvent happened)
    {
        _queues[happened.Place].Remove(happened.Packet, new SimTime(happened.Value), out _);
        if (FrameOf(happened, new SimTime(happened.Value)) is not { } frame) return;
        frame.IsCutOff = true;
        Release(frame);
    }

    private void Known(in TraceEvent happened, DropReason reason)
    {
        if (FrameOf(happened) is not { } frame) return;
        frame.Reason = reason;
        Release(frame);
    }

    /// <summary>The packet's frame that would have left then; without a time, its first frame that has left.</summary>
    private CapturedFrame? FrameOf(in TraceEvent happened, SimTime? departure = null)
    {
        for (LinkedListNode<CapturedFrame>? node = _onTheWay[happened.Place].First; node is not null; node = node.Next)
        {
            SimTime leaves = node.Value.Sent.Departure;
            bool fits = departure is { } at ? leaves == at : leaves <= happened.Time;
            if (fits && node.Value.Packet.Number == happened.Packet) return node.Value;
        }

        return null;
    }

    private void Release(CapturedFrame frame)
    {
        frame.IsKnown = true;
        _onTheWay[frame.Direction].Remove(frame);
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
            ? null : $"lost: {DropReasons.Name(frame.Reason)} at {_header.Directions[frame.Direction].Label}";
        long nanoseconds = _header.EpochNanoseconds + frame.Sent.Start.Picoseconds / 1000;
        _writer.Write(frame.Direction, (ulong)nanoseconds, _builder.Build(frame), comment);
    }
}
