using NetComm.Network;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Links;

/// <summary>
/// One direction of a link, or of a LAN's port: queue, transmission and propagation. Departure and arrival are worked out when a packet is
/// offered; the packets then wait in a line, and those that overtake in a second one beside it.
/// </summary>
/// <remarks>Not modelled: queues other than drop-tail, which must decide when a packet leaves, not when it comes.</remarks>
internal sealed class LinkTransmitter
{
    private readonly SimulatedClock _clock;
    private readonly TraceRecorder _trace;
    private readonly PacketPool _packets;
    private readonly RunProgress _progress;
    private readonly Direction _direction;
    private readonly int _arrivalInterface;
    private readonly Impairments _chance;
    private readonly DelayLine _line;
    private DelayLine? _overtaking;
    private long _lastDeparture;

    // The properties, unpacked.
    private LinkProperties _properties;
    private long _delay;
    private int _queueLimit;
    private long _queueByteLimit;
    private bool _byChance;
    private int _timedBytes = -1;
    private long _timedTransmission;
    private bool _down;

    internal LinkTransmitter(
        SimulatedNetwork network, Direction direction, LinkProperties properties, int arrivalInterface, IActorRef receiver)
    {
        _clock = network.Clock;
        _trace = network.Trace;
        _packets = network.Run.Packets;
        _progress = network.Run.Progress;
        _direction = direction;
        _arrivalInterface = arrivalInterface;
        _chance = new Impairments(network.Run.Luck($"link:{direction.Label}"), direction.Ethernet);
        _line = new DelayLine(_clock, this);
        Receiver = receiver;
        _properties = properties;
        Unpack();
    }

    /// <summary>Who gets what arrives.</summary>
    internal IActorRef Receiver { get; }

    /// <summary>Packets that came out at the far end.</summary>
    internal long Crossings { get; private set; }

    internal LinkProperties Properties => _properties;

    /// <summary>Takes a packet in at the sending end, or drops it.</summary>
    internal void Offer(Packet packet)
    {
        SimTime now = _clock.Now;
        if (_down)
        {
            Drop(packet, DropReason.Down);
            return;
        }

        int bytes = _direction.WireBytes(packet.WireBytes);
        if (!HasRoom(bytes, now.Picoseconds))
        {
            Drop(packet, DropReason.QueueFull);
            return;
        }

        Accept(packet, now, bytes);
    }

    /// <summary>A packet has come to the far end: false where it ended there, since it was lost on the way.</summary>
    internal bool Arrives(Packet packet)
    {
        Crossings++;
        if (packet.Fate != DropReason.None)
        {
            Drop(packet, packet.Fate);
            return false;
        }

        packet.Direction = _direction.Index;
        packet.Interface = _arrivalInterface;
        return true;
    }

    /// <summary>From now on it carries nothing; what waits or is on the way is lost.</summary>
    internal void GoDown()
    {
        _down = true;
        SimTime now = _clock.Now;
        var gone = new List<DelayLine.InTransit>();
        _line.CutFrom(0, gone);
        _overtaking?.CutFrom(0, gone);
        foreach (DelayLine.InTransit entry in gone)
        {
            SimTime departure = entry.QueueBytes > 0 && entry.Departure > now.Picoseconds ? new(entry.Departure) : default;
            Drop(entry.Packet, DropReason.Down, departure);
        }

        _lastDeparture = now.Picoseconds;
    }

    /// <summary>It carries again.</summary>
    internal void ComeUp() => _down = false;

    /// <summary>New properties: the packet in transmission and those on the way keep theirs, those that wait get the new ones.</summary>
    internal void Change(LinkProperties properties)
    {
        _properties = properties;
        Unpack();
        SimTime now = _clock.Now;
        List<DelayLine.InTransit> waiting = TakeWaiting(now);
        foreach (DelayLine.InTransit entry in waiting.Where(entry => entry.QueueBytes > 0))
            _trace.Write(TraceEvents.Withdrawn(now, _direction.Index, entry.Packet.Number, new(entry.Departure), entry.Packet.WireBytes));

        foreach (DelayLine.InTransit entry in waiting)
        {
            if (entry.QueueBytes > 0)
            {
                Accept(entry.Packet, now, entry.QueueBytes);
                continue;
            }

            // A duplicate that was drawn under the old properties: the draw is repeated.
            if (entry.Packet.IsAwaited) _progress.Arrived();
            _packets.Return(entry.Packet);
        }
    }

    /// <summary>Takes those behind the packet in transmission out of their lines, in the order in which they came.</summary>
    private List<DelayLine.InTransit> TakeWaiting(SimTime now)
    {
        var waiting = new List<DelayLine.InTransit>();
        _line.LetDepart(now.Picoseconds);
        _overtaking?.LetDepart(now.Picoseconds);
        int first = _line.FirstQueued, firstOvertaking = _overtaking?.FirstQueued ?? 0;
        bool isInLine = _overtaking is null || firstOvertaking == _overtaking.Count
            || (first < _line.Count && _line[first].Sequence < _overtaking[firstOvertaking].Sequence);
        DelayLine sending = isInLine ? _line : _overtaking!;
        ref int behind = ref (isInLine ? ref first : ref firstOvertaking);
        if (behind == sending.Count) return waiting;

        // It ends as it began, and so does the copy of it that stands behind it.
        _lastDeparture = sending[behind].Departure;
        do behind++;
        while (behind < sending.Count && sending[behind].QueueBytes == 0);
        _line.CutFrom(first, waiting);
        _overtaking?.CutFrom(firstOvertaking, waiting);
        waiting.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
        return waiting;
    }

    private bool HasRoom(int bytes, long now)
    {
        _line.LetDepart(now);
        if (_overtaking is null) return _line.Queued < _queueLimit && _line.QueuedBytes + bytes <= _queueByteLimit;
        _overtaking.LetDepart(now);
        return _line.Queued + _overtaking.Queued < _queueLimit && _line.QueuedBytes + _overtaking.QueuedBytes + bytes <= _queueByteLimit;
    }

    private void Accept(Packet packet, SimTime now, int bytes)
    {
        long departure = Math.Max(now.Picoseconds, _lastDeparture) + TransmissionTime(bytes);
        _lastDeparture = departure;
        _trace.Write(TraceEvents.Enqueued(now, _direction.Index, packet.Number, new(departure), packet.WireBytes, packet.Ttl));
        packet.Fate = DropReason.None;
        packet.IsCopy = false;
        if (_byChance) AcceptByChance(packet, departure, bytes);
        else _line.Append(packet, departure, departure + _delay, bytes, flippedByte: -1);
    }

    private void AcceptByChance(Packet packet, long departure, int bytes)
    {
        ImpairmentOutcome luck = _chance.Draw(packet.WireBytes);
        if (luck.IsLost)
        {
            // Lost where transmission ends, but never before what is ahead of it in the line.
            packet.Fate = DropReason.Loss;
            _line.Append(packet, departure, departure, bytes, flippedByte: -1);
            return;
        }

        DelayLine line = luck.Overtakes ? _overtaking ??= new DelayLine(_clock, this) : _line;
        line.Append(packet, departure, departure + luck.Propagation, bytes, luck.FlippedByte);
        if (!luck.IsTwice) return;
        if (packet.IsAwaited) _progress.SetOut();
        Packet copy = _packets.Copy(packet);
        copy.IsCopy = true;
        line.Append(copy, departure, departure + luck.Propagation, queueBytes: 0, luck.FlippedByte);
    }

    private long TransmissionTime(int bytes)
    {
        if (bytes == _timedBytes) return _timedTransmission;
        _timedBytes = bytes;
        return _timedTransmission = _properties.Rate.TimeFor(DataSize.FromBytes(bytes)).Picoseconds;
    }

    private void Drop(Packet packet, DropReason reason, SimTime untransmitted = default)
    {
        _trace.Write(TraceEvents.DroppedOn(_clock.Now, _direction.Index, packet.Number, reason, packet.WireBytes, untransmitted));
        if (packet.IsAwaited) _progress.Arrived();
        _packets.Return(packet);
    }

    private void Unpack()
    {
        _delay = _properties.Delay.Picoseconds;
        _queueLimit = _properties.Queue.Packets ?? int.MaxValue;
        _queueByteLimit = _properties.Queue.Size?.Bytes ?? long.MaxValue;
        _chance.Follow(_properties);
        _byChance = _chance.Any;
        _timedBytes = -1;
    }
}
