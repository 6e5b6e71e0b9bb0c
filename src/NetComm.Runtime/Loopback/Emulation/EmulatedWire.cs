using NetComm.Network;
using NetComm.Tracing;

namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>
/// One direction of a link, or of a LAN's port, in real time: all that cross it share its queue and its rate. What is in transmission or on
/// its way waits for the timer thread; no thread sleeps for it, and so delay never limits throughput. TCP segments, which cannot be lost
/// here, keep to half of the queue and wait before it: about what congestion control would leave to others. Used on the timer thread only.
/// </summary>
/// <remarks>Not modelled: fragmentation by the MTU; new properties apply to what comes after them, not to what waits already.</remarks>
internal sealed class EmulatedWire
{
    private sealed class InTransit(EmulatedPacketCopy copy, SimTime departure, int queueBytes)
    {
        internal readonly EmulatedPacketCopy Copy = copy;
        internal readonly SimTime Departure = departure;
        internal readonly int QueueBytes = queueBytes;
        internal bool Gone;
    }

    private readonly PathEmulator _paths;
    private readonly Direction _direction;
    private readonly Action<EmulatedPacketCopy, SimTime> _far;
    private readonly Impairments _chance;
    private readonly Queue<InTransit> _line = new();
    private readonly Queue<InTransit> _overtaking = new();
    private readonly Queue<InTransit> _waiting = new();
    private readonly Queue<EmulatedPacketCopy> _outside = new();
    private long _waitingBytes;
    private SimTime _lastDeparture;
    private SimTime _lastArrival;
    private SimTime _lastOvertaking;
    private bool _down;
    private LinkProperties _properties = LinkProperties.Perfect;

    /// <summary>A wire that hands what comes out to <paramref name="far"/>.</summary>
    internal EmulatedWire(
        PathEmulator paths, Direction direction, LinkProperties properties, RandomStream luck, Action<EmulatedPacketCopy, SimTime> far)
    {
        _paths = paths;
        _direction = direction;
        _chance = new Impairments(luck, direction.Ethernet);
        _far = far;
        Properties = properties;
    }

    /// <summary>What it does to packets from now on.</summary>
    internal LinkProperties Properties
    {
        get => _properties;
        set => _chance.Follow(_properties = value);
    }

    /// <summary>Packets that came out at the far end.</summary>
    internal long Crossings { get; private set; }

    /// <summary>Whether nothing is on it or waits for it.</summary>
    internal bool IsEmpty => _line.Count == 0 && _overtaking.Count == 0 && _outside.Count == 0;

    /// <summary>Takes a packet in at the sending end, or drops it.</summary>
    internal void Carry(EmulatedPacketCopy copy, SimTime now)
    {
        if (_down)
        {
            Drop(copy, DropReason.Down, now);
            return;
        }

        LetDepart(now);
        int bytes = _direction.WireBytes(copy.EmulatedPacket.Bytes);
        if (copy.EmulatedPacket.IsReliable) Admit(copy, now);
        else if (HasRoom(bytes, share: 1)) Accept(copy, bytes, now);
        else Drop(copy, DropReason.QueueFull, now);
    }

    /// <summary>From now on it carries nothing; what waits or is on the way is lost.</summary>
    internal void GoDown(SimTime now)
    {
        _down = true;
        foreach (InTransit entry in _line.Concat(_overtaking))
        {
            entry.Gone = true;
            SimTime untransmitted = entry.QueueBytes > 0 && entry.Departure > now ? entry.Departure : default;
            Drop(entry.Copy, DropReason.Down, now, untransmitted);
        }

        _line.Clear();
        _overtaking.Clear();
        while (_outside.TryDequeue(out EmulatedPacketCopy? waiting)) _paths.End(waiting);
        _waiting.Clear();
        _waitingBytes = 0;
        _lastDeparture = _lastArrival = _lastOvertaking = now;
    }

    /// <summary>It carries again.</summary>
    internal void ComeUp() => _down = false;

    private void Admit(EmulatedPacketCopy copy, SimTime now)
    {
        _outside.Enqueue(copy);
        if (_outside.Count == 1) AdmitMore(now);
    }

    private void AdmitMore(SimTime now)
    {
        LetDepart(now);
        while (_outside.TryPeek(out EmulatedPacketCopy? next))
        {
            int bytes = _direction.WireBytes(next.EmulatedPacket.Bytes);
            if (!HasRoom(bytes, share: 2) && _waiting.TryPeek(out InTransit? first))
            {
                _paths.Timer.At(first.Departure, AdmitMore);
                return;
            }

            _outside.Dequeue();
            Accept(next, bytes, now);
        }
    }

    /// <summary>Whether there is room in the queue, of which one may use a <paramref name="share"/>th.</summary>
    private bool HasRoom(int bytes, int share)
    {
        bool fitsPackets = Properties.Queue.Packets is not { } packets || _waiting.Count < Math.Max(1, packets / share);
        bool fitsBytes = Properties.Queue.Size is not { } size || _waitingBytes + bytes <= size.Bytes / share;
        return fitsPackets && fitsBytes;
    }

    private void Accept(EmulatedPacketCopy copy, int bytes, SimTime now)
    {
        SimTime departure = (_lastDeparture > now ? _lastDeparture : now) + Properties.Rate.TimeFor(DataSize.FromBytes(bytes));
        _lastDeparture = departure;
        _paths.Trace.Write(TraceEvents.Enqueued(now, _direction.Index, copy.EmulatedPacket.Number, departure, copy.EmulatedPacket.Bytes, copy.Ttl));
        if (copy.EmulatedPacket.IsReliable || !_chance.Any)
        {
            Append(copy, departure, departure + Properties.Delay, bytes);
            return;
        }

        ImpairmentOutcome luck = _chance.Draw(copy.EmulatedPacket.Bytes);
        if (luck.IsLost)
        {
            // Lost where transmission ends: it has used its time on the wire.
            Append(copy, departure, departure, bytes, isLost: true);
            return;
        }

        SimTime arrival = departure + new SimDuration(luck.Propagation);
        if (luck.FlippedByte >= 0) copy = copy with { FlippedByte = luck.FlippedByte };
        Append(copy, departure, arrival, bytes, overtakes: luck.Overtakes);
        if (!luck.IsTwice) return;
        foreach (int node in copy.To) copy.EmulatedPacket.Copied?.Invoke(node);
        Append(copy with { FromLink = true }, departure, arrival, bytes: 0, overtakes: luck.Overtakes);
    }

    // Jitter alone never reorders: a packet waits for the one before it, but one that overtakes only for such as itself.
    private void Append(EmulatedPacketCopy copy, SimTime departure, SimTime arrival, int bytes, bool isLost = false, bool overtakes = false)
    {
        ref SimTime last = ref (overtakes ? ref _lastOvertaking : ref _lastArrival);
        if (arrival < last) arrival = last;
        last = arrival;
        var entry = new InTransit(copy, departure, bytes);
        Queue<InTransit> line = overtakes ? _overtaking : _line;
        line.Enqueue(entry);
        if (bytes > 0)
        {
            _waiting.Enqueue(entry);
            _waitingBytes += bytes;
        }

        _paths.Timer.At(arrival, now => ComeOut(entry, line, isLost, now));
    }

    private void ComeOut(InTransit entry, Queue<InTransit> line, bool isLost, SimTime now)
    {
        if (entry.Gone) return;
        line.Dequeue();
        if (isLost)
        {
            Drop(entry.Copy, DropReason.Loss, now);
            return;
        }

        Crossings++;
        _paths.Trace.Write(TraceEvents.Delivered(now, _direction.Index, entry.Copy.EmulatedPacket.Number, copy: entry.QueueBytes == 0));
        _far(entry.Copy, now);
    }

    private void LetDepart(SimTime now)
    {
        while (_waiting.TryPeek(out InTransit? first) && first.Departure <= now)
        {
            _waiting.Dequeue();
            _waitingBytes -= first.QueueBytes;
        }
    }

    private void Drop(EmulatedPacketCopy copy, DropReason reason, SimTime now, SimTime untransmitted = default)
    {
        _paths.Trace.Write(TraceEvents.DroppedOn(now, _direction.Index, copy.EmulatedPacket.Number, reason, copy.EmulatedPacket.Bytes, untransmitted));
        _paths.End(copy);
    }
}
