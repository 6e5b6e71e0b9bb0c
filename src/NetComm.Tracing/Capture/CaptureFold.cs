using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>Turns events into captured frames: follows each packet over each direction, and tells who sees it.</summary>
internal sealed class CaptureFold : ITraceFold
{
    /// <summary>
    /// Packets that wait until it is known what became of them, at most: 50 MiB or so. Beyond, the longest in its file is written as far as
    /// it is known.
    /// </summary>
    private const int MostPending = 1 << 18;

    private static readonly long SimulatedEpochNanoseconds =
        (SimTime.SimulatedEpoch - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private readonly TraceHeader _header;
    private readonly CapturePoints _points;
    private readonly LinkConditions _conditions;
    private readonly LanAddresses _addresses;
    private readonly CaptureComments _comments;
    private readonly FrameBuilder _builder;
    private readonly PacketStore _packets = new();
    private readonly PacketReader _reader = new();
    private readonly Func<long, CapturedPacket?> _find;
    private readonly ObservedQueue[] _queues;
    private readonly LinkedList<CapturedFrame>[] _onTheWay;
    private readonly PriorityQueue<CapturedFrame, (long Start, long Order)> _later = new();
    private readonly long _epoch;
    private long _order;
    private int _pending;
    private SimTime _now;

    public CaptureFold(TraceHeader header, CapturePoints points, CaptureOptions options, Scenario? scenario)
    {
        _header = header;
        _points = points;
        _conditions = new LinkConditions(header, scenario);
        _addresses = new LanAddresses(header);
        _comments = new CaptureComments(header);
        _builder = new FrameBuilder(header, _addresses, options.MadeUpBytes);
        _find = _packets.Find;
        _queues = [.. header.Directions.Select(_ => new ObservedQueue())];
        _onTheWay = [.. header.Directions.Select(_ => new LinkedList<CapturedFrame>())];
        _epoch = header.Mode == RunMode.Simulated ? SimulatedEpochNanoseconds : header.EpochNanoseconds;
    }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            _now = slots[i].Time;
            SeeThoseWhoseTurnCame(_now);
            Take(slots, i);
        }

        WriteSettled(_now);
        _packets.Forget(_now);
    }

    /// <summary>Writes what is left when all events were folded; what had not left by the end is not captured.</summary>
    public void Finish(SimTime end)
    {
        SeeThoseWhoseTurnCame(end);
        foreach (PendingFile file in _points.Files)
        {
            while (file.Count > 0) Write(file, file.Take(), end);
            file.Flush();
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
                Marked(new Marked(happened));
                break;
            case TraceEventKind.Delivered:
                Delivered(new Delivered(happened));
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
            case TraceEventKind.MediumSet:
                _conditions.Change();
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
        else if (_packets.Find(enqueued.Packet) is { } waiting) Hold(waiting);
    }

    private void Dequeued(Dequeued dequeued)
    {
        if (_packets.Find(dequeued.Packet) is { } waited) waited.Held--;
        SetOut(dequeued.Direction, _queues[dequeued.Direction.Index].Begin(dequeued), dequeued.TimeToLive);
    }

    private void Hold(CapturedPacket packet)
    {
        packet.Held++;
        packet.LastSeen = _now;
        packet.MayRest = false;
    }

    private void SetOut(DirectionId direction, in Transmission sent, byte timeToLive)
    {
        if (_packets.Find(sent.Packet) is not { } packet) return;
        Direction over = _header.Directions[direction.Index];
        LanCrossing? crossing = over.Ethernet ? _addresses.Cross(over, packet) : null;
        var frame = new CapturedFrame(packet, direction, crossing, sent, timeToLive, CameTo(over, packet));
        Hold(packet);
        if (sent.Wait > _conditions[direction].Delay)
            packet.Remark(On(RemarkKind.Waited, frame) with { Time = sent.Wait });
        if (packet.Collisions > 0) packet.Remark(On(RemarkKind.Collided, frame) with { Times = packet.Collisions });
        _onTheWay[direction.Index].AddLast(frame);
        if (_points.Sent(direction).Count == 0) return;
        if (sent.Start <= _now) See(frame);
        else _later.Enqueue(frame, (sent.Start.Picoseconds, _order++));
    }

    /// <summary>How a packet came to where a direction begins: out of the one by which it got there last.</summary>
    private Arrival CameTo(Direction direction, CapturedPacket packet)
    {
        for (int i = packet.Arrivals.Count - 1; i >= 0; i--)
        {
            Direction by = _header.Directions[packet.Arrivals[i].Frame!.Direction.Index];
            if (by.ToNode == direction.FromNode && (by.ToNode is not null || by.Medium == direction.Medium)) return packet.Arrivals[i];
        }

        return default;
    }

    private void SeeThoseWhoseTurnCame(SimTime now)
    {
        while (_later.TryPeek(out CapturedFrame? frame, out (long Start, long Order) turn) && turn.Start <= now.Picoseconds)
        {
            _later.Dequeue();
            if (!frame.IsCutOff) See(frame);
        }
    }

    private void See(CapturedFrame frame)
    {
        foreach (CapturePoint point in _points.Sent(frame.Direction))
            Add(point.File, new(frame, point.Interface, frame.Sent.Start, IsArrival: false, IsCopy: false));
    }

    private void Add(PendingFile file, in CapturedRow row)
    {
        file.Add(row);
        if (++_pending > MostPending) WriteFirst(file, file.Take());
    }

    private void Marked(Marked marked)
    {
        if (_packets.Find(marked.Packet) is not { } packet) return;
        packet.Ecn = EcnCodepoint.CongestionExperienced;
        packet.Remark(new(RemarkKind.Marked, _now, PacketLocation.On(marked.Direction), null));
    }

    private void Delivered(Delivered delivered)
    {
        CapturedFrame? frame = FrameOf(delivered.Direction, delivered.Packet, null);
        if (delivered.IsCopy)
        {
            frame ??= LastOutOf(delivered.Direction, delivered.Packet);
            frame?.Packet.Remark(On(RemarkKind.Duplicated, frame));
        }

        if (frame is null) return;
        CapturedPacket packet = frame.Packet;
        packet.Arrive(new Arrival(frame, delivered.IsCopy));
        packet.Collisions = 0;
        packet.MayRest = MayRest(_header.Directions[delivered.Direction.Index], packet);
        if (packet is CapturedPacket.Fragment part) part.Whole.LastPart = part;
        if (!delivered.IsCopy)
        {
            RemarkOnTime(frame);
            Release(frame, ended: false);
        }

        if (_points.Arrived(delivered.Direction) is { } point)
            Add(point.File, new(frame, point.Interface, _now, IsArrival: true, delivered.IsCopy));
    }

    private CapturedFrame? LastOutOf(DirectionId direction, long packet) =>
        _packets.Find(packet)?.Arrivals.LastOrDefault(arrival => arrival.Frame!.Direction == direction).Frame;

    private void RemarkOnTime(CapturedFrame frame)
    {
        DirectionConditions conditions = _conditions[frame.Direction];
        if (!conditions.IsUneven) return;
        SimDuration more = _now - frame.Sent.Departure - conditions.Delay;
        if (more > SimDuration.Zero) frame.Packet.Remark(On(RemarkKind.Late, frame) with { Time = more });
        else if (more < SimDuration.Zero) frame.Packet.Remark(On(RemarkKind.Early, frame) with { Time = SimDuration.Zero - more });
    }

    /// <summary>Whether it came to a router that may have to ask for the next hop's address before it sends it on.</summary>
    private bool MayRest(Direction by, CapturedPacket packet) =>
        by.ToNode is { } node && _header.Nodes[node.Index] is { Kind: NodeKind.Router } router
        && packet.Destination is { IsMulticast: false } destination && !router.Addresses.Contains(destination);

    private void Dropped(Dropped drop)
    {
        CapturedPacket? packet = _packets.Find(drop.Packet);
        bool isCopy = packet is not null && WasLost(packet, drop.Location);
        (packet?.LastPart ?? packet)?.Remark(new(RemarkKind.Lost, _now, drop.Location, null) { Reason = drop.Reason });
        if (drop.Location.Direction is not { } direction)
        {
            if (packet is null) return;
            packet.MayRest = false;
            _packets.See(packet, _now, ended: true);
            return;
        }

        // What the queue refused was never on this direction, though another copy of it may be.
        if (drop.IsRefused) Refused(_header.Directions[direction.Index], packet);
        else if (drop.IsUntransmitted) CutOff(direction, drop.Packet, drop.Departure, sentInVain: drop.Reason == DropReason.Down);
        else if (FrameOf(direction, drop.Packet, null) is { } lost) Release(lost, ended: true);
        else if (drop.Reason == DropReason.Down && !isCopy) SendInVain(direction, packet, drop.Bytes);
        if (drop.Reason == DropReason.Collisions && packet?.LastTry is { } gaveUp) gaveUp.IsCutOff = false;
    }

    /// <summary>Whether it was lost here at this instant: then what is lost once more is the copy that a link made of it.</summary>
    private bool WasLost(CapturedPacket packet, PacketLocation where)
    {
        foreach (CaptureRemark remark in packet.Remarks)
        {
            if (remark.Kind == RemarkKind.Lost && remark.At == _now && remark.Where == where) return true;
        }

        return false;
    }

    /// <summary>Who sends to a link that is down does not know: it sees the packet set out.</summary>
    private void SendInVain(DirectionId direction, CapturedPacket? packet, int bytes)
    {
        Direction over = _header.Directions[direction.Index];
        if (packet is null || over.FromNode is null) return;
        Arrival cameBy = CameTo(over, packet);
        byte ttl = cameBy.Frame is { } before ? (byte)(before.TimeToLive - 1) : packet.TimeToLive;
        var sent = new Transmission(packet.Number, _now, _now, _now, bytes);
        See(new CapturedFrame(packet, direction, over.Ethernet ? _addresses.Cross(over, packet) : null, sent, ttl, cameBy));
        packet.MayRest = false;
        _packets.See(packet, _now, ended: true);
    }

    /// <summary>A frame that the switch's port had no room for tells where it would have gone, too.</summary>
    private void Refused(Direction direction, CapturedPacket? packet)
    {
        if (packet is null) return;
        if (direction is { FromNode: null, ToNode: { } receiver })
            packet.CrossingOf(direction.Medium)?.SwitchedTo(_addresses.InterfaceOf(direction.Medium, receiver));
        packet.MayRest = false;
        _packets.See(packet, _now, ended: true);
    }

    private void CutOff(DirectionId direction, long number, SimTime? departure, bool sentInVain = false)
    {
        _queues[direction.Index].Remove(number, departure, out Transmission cut);
        CapturedPacket? packet = _packets.Find(number);
        bool hasBegun = false;
        if (departure is { } known)
        {
            if (FrameOf(direction, number, known) is not { } frame) return;
            hasBegun = sentInVain && frame.Sent.Start < _now;
            frame.IsCutOff = !hasBegun;
            Release(frame, ended: false);
        }
        else if (packet is not null)
        {
            packet.Held--;
            _packets.See(packet, _now, ended: true);
        }

        if (sentInVain && !hasBegun) SendInVain(direction, packet, cut.Bytes);
    }

    /// <summary>What collided was cut off, and waits for its next try. A capture shows the last try.</summary>
    private void Collided(Collided collided)
    {
        if (!_queues[collided.Direction.Index].Collide(collided.Packet, out Transmission cut)) return;
        if (_packets.Find(collided.Packet) is not { } packet) return;
        Hold(packet);
        packet.Collisions = collided.Collisions;
        if (FrameOf(collided.Direction, collided.Packet, cut.Departure) is not { } frame) return;
        frame.IsCutOff = true;
        packet.LastTry = frame;
        Release(frame, ended: false);
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

    private void Release(CapturedFrame frame, bool ended)
    {
        _onTheWay[frame.Direction.Index].Remove(frame);
        frame.Packet.Held--;
        _packets.See(frame.Packet, _now, ended);
    }

    private CaptureRemark On(RemarkKind kind, CapturedFrame frame) => new(kind, _now, PacketLocation.On(frame.Direction), frame);

    private void WriteSettled(SimTime now)
    {
        foreach (PendingFile file in _points.Files)
        {
            while (file.TryTake(now, out CapturedRow row)) WriteFirst(file, row);
        }
    }

    private void WriteFirst(PendingFile file, in CapturedRow row)
    {
        _pending--;
        Write(file, row, SimTime.Never);
    }

    private void Write(PendingFile file, in CapturedRow row, SimTime end)
    {
        CapturedFrame frame = row.Frame;
        if (frame.IsCutOff || frame.Sent.Departure > end) return;
        ReadOnlySpan<byte> captured = _builder.Build(frame, out int length);
        file.Write(row.Interface, (ulong)(_epoch + row.At.Picoseconds / 1000), captured, length, _comments.Of(row));
    }
}
