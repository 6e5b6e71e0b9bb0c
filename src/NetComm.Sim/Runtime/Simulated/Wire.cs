using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>
/// One direction of a link, or of a LAN's port: queue, transmitter and propagation. Departure and arrival are worked out when a packet is taken
/// in; the packets then wait in a line of their own, and only its head stands in the clock's queue.
/// </summary>
/// <remarks>Not modelled: queues other than drop-tail, which must decide when a packet leaves, not when it comes.</remarks>
internal sealed class Wire
{
    private struct InTransit
    {
        internal long Arrival;
        internal long Sequence;
        internal long Departure;
        internal Packet Packet;

        /// <summary>Bytes it takes in the queue; 0 for a duplicate, which was never there.</summary>
        internal int QueueBytes;
    }

    private readonly SimulatedClock _clock;
    private readonly TraceRecorder _trace;
    private readonly PacketPool _packets;
    private readonly RunProgress _progress;
    private readonly Direction _direction;
    private readonly int _arrivalInterface;
    private readonly RandomStream _luck;
    private readonly int _slot;

    // The line: a ring from _head to _tail, the first _departed of it beyond the queue.
    private InTransit[] _line = new InTransit[16];
    private int _head;
    private int _count;
    private int _departed;
    private int _queued;
    private long _queuedBytes;
    private bool _standsInQueue;
    private long _lastDeparture;
    private long _lastArrival;

    // The properties, unpacked.
    private LinkProperties _properties;
    private long _delay;
    private int _queueLimit;
    private long _queueByteLimit;
    private bool _byChance;
    private LossProcess? _loss;
    private int _timedBytes = -1;
    private long _timedTransmission;
    private bool _down;

    internal Wire(SimulatedNetwork network, Direction direction, LinkProperties properties, int arrivalInterface, IActorRef medium)
    {
        _clock = network.Clock;
        _trace = network.Trace;
        _packets = network.Run.Packets;
        _progress = network.Run.Progress;
        _direction = direction;
        _arrivalInterface = arrivalInterface;
        _luck = network.Run.Luck($"link:{direction.Label}");
        _slot = _clock.Register(this);
        Medium = medium;
        Receiver = direction.ToNode < 0 ? medium : network.Nodes[direction.ToNode];
        _properties = properties;
        Unpack();
    }

    /// <summary>Who gets what arrives.</summary>
    internal IActorRef Receiver { get; }

    /// <summary>The link or LAN it is part of, which sees to what is lost.</summary>
    internal IActorRef Medium { get; }

    /// <summary>Packets that came out at the far end.</summary>
    internal long Crossings { get; private set; }

    /// <summary>The direction it is.</summary>
    internal int Index => _direction.Index;

    internal LinkProperties Properties => _properties;

    /// <summary>Takes a packet in at the sending end, or drops it.</summary>
    internal void Carry(Packet packet)
    {
        SimTime now = _clock.Now;
        if (_down)
        {
            Drop(packet, DropReason.Down);
            return;
        }

        int bytes = _direction.WireBytes(packet.WireBytes);
        LetDepart(now.Picoseconds);
        if (_queued >= _queueLimit || _queuedBytes + bytes > _queueByteLimit)
        {
            Drop(packet, DropReason.QueueFull);
            return;
        }

        Accept(packet, now, bytes);
    }

    /// <summary>Whether the head of the line is the packet that took this sequence number.</summary>
    internal bool IsHead(long sequence) => _count > 0 && _line[_head].Sequence == sequence;

    /// <summary>Takes the head of the line: it has arrived.</summary>
    internal Packet Take()
    {
        ref InTransit first = ref _line[_head];
        Packet packet = first.Packet;
        if (_departed == 0) LeaveQueue(first.QueueBytes);
        else _departed--;
        first.Packet = null!;
        _head = (_head + 1) & (_line.Length - 1);
        _count--;
        packet.Direction = _direction.Index;
        packet.Interface = _arrivalInterface;
        Crossings++;
        return packet;
    }

    /// <summary>When the head of the line is due; notes that it stands in the clock's queue.</summary>
    internal bool TryPeek(out long time, out long sequence)
    {
        _standsInQueue = _count > 0;
        time = _standsInQueue ? _line[_head].Arrival : 0;
        sequence = _standsInQueue ? _line[_head].Sequence : 0;
        return _standsInQueue;
    }

    /// <summary>Ends a packet that was lost on the way.</summary>
    internal void Lose(Packet packet) => Drop(packet, packet.Fate);

    /// <summary>From now on it carries nothing; what waits or is on the way is lost.</summary>
    internal void GoDown()
    {
        _down = true;
        SimTime now = _clock.Now;
        for (int i = 0; i < _count; i++)
        {
            ref InTransit entry = ref At(i);
            SimTime departure = entry.QueueBytes > 0 && entry.Departure > now.Picoseconds ? new(entry.Departure) : default;
            Drop(entry.Packet, DropReason.Down, departure);
            entry.Packet = null!;
        }

        _count = _departed = _queued = 0;
        _standsInQueue = false;
        _queuedBytes = 0;
        _lastDeparture = _lastArrival = now.Picoseconds;
    }

    /// <summary>It carries again.</summary>
    internal void ComeUp() => _down = false;

    /// <summary>New properties: the packet in transmission and those on the way keep theirs, those that wait get the new ones.</summary>
    internal void Change(LinkProperties properties)
    {
        _properties = properties;
        Unpack();
        SimTime now = _clock.Now;
        LetDepart(now.Picoseconds);

        // The first packet still in the queue is in transmission: it ends as it began.
        int firstWaiting = _departed;
        while (firstWaiting < _count && At(firstWaiting).QueueBytes == 0) firstWaiting++;
        firstWaiting++;
        var waiting = new List<InTransit>();
        for (int i = firstWaiting; i < _count; i++) waiting.Add(At(i));
        if (waiting.Count == 0) return;

        _count = firstWaiting;
        _lastDeparture = At(_count - 1).Departure;
        _lastArrival = At(_count - 1).Arrival;
        foreach (InTransit entry in waiting.Where(entry => entry.QueueBytes > 0))
        {
            LeaveQueue(entry.QueueBytes);
            _trace.Write(TraceEvents.Withdrawn(now, _direction.Index, entry.Packet.Number, new(entry.Departure), entry.Packet.WireBytes));
        }

        foreach (InTransit entry in waiting)
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

    private void Accept(Packet packet, SimTime now, int bytes)
    {
        long departure = Math.Max(now.Picoseconds, _lastDeparture) + TransmissionTime(bytes);
        _lastDeparture = departure;
        _trace.Write(TraceEvents.Enqueued(now, _direction.Index, packet.Number, new(departure), packet.WireBytes, packet.Ttl));
        _queued++;
        _queuedBytes += bytes;
        packet.Fate = DropReason.None;
        packet.IsCopy = false;
        if (!_byChance)
        {
            Append(packet, departure, departure + _delay, bytes);
            return;
        }

        AcceptByChance(packet, departure, bytes);
    }

    private void AcceptByChance(Packet packet, long departure, int bytes)
    {
        if (_loss is not null && _loss.Loses())
        {
            // Lost where transmission ends, but never before what is ahead of it in the line.
            packet.Fate = DropReason.Loss;
            Append(packet, departure, departure, bytes);
            return;
        }

        long propagation = _delay;
        if (_properties.Jitter is { } jitter) propagation = Math.Max(0, propagation + SimDuration.FromPicoseconds(jitter.Sample(_luck)).Picoseconds);
        bool twice = !_properties.Duplicate.IsZero && _luck.NextDouble() < _properties.Duplicate.Value;
        Append(packet, departure, departure + propagation, bytes);
        if (!twice) return;
        if (packet.IsAwaited) _progress.SetOut();
        Packet copy = _packets.Copy(packet);
        copy.IsCopy = true;
        Append(copy, departure, departure + propagation, bytes: 0);
    }

    private void Append(Packet packet, long departure, long arrival, int bytes)
    {
        if (_count == _line.Length) Grow();
        if (arrival < _lastArrival) arrival = _lastArrival;
        _lastArrival = arrival;
        long sequence = _clock.NextSequence();
        ref InTransit entry = ref _line[(_head + _count) & (_line.Length - 1)];
        entry.Arrival = arrival;
        entry.Sequence = sequence;
        entry.Departure = departure;
        entry.Packet = packet;
        entry.QueueBytes = bytes;
        _count++;
        if (_standsInQueue) return;
        _standsInQueue = true;
        _clock.AddWire(_slot, arrival, sequence);
    }

    private void LetDepart(long now)
    {
        while (_departed < _count && At(_departed).Departure <= now)
        {
            LeaveQueue(At(_departed).QueueBytes);
            _departed++;
        }
    }

    private void LeaveQueue(int bytes)
    {
        if (bytes == 0) return;
        _queued--;
        _queuedBytes -= bytes;
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

    private ref InTransit At(int place) => ref _line[(_head + place) & (_line.Length - 1)];

    private void Grow()
    {
        var larger = new InTransit[_line.Length * 2];
        for (int i = 0; i < _count; i++) larger[i] = At(i);
        _line = larger;
        _head = 0;
    }

    private void Unpack()
    {
        _delay = _properties.Delay.Picoseconds;
        _queueLimit = _properties.Queue.Packets ?? int.MaxValue;
        _queueByteLimit = _properties.Queue.Size?.Bytes ?? long.MaxValue;
        if (_properties.Loss.IsNone) _loss = null;
        else if (_loss?.Model != _properties.Loss) _loss = new LossProcess(_properties.Loss, _luck);
        _byChance = _loss is not null || !_properties.Duplicate.IsZero || _properties.Jitter is not null;
        _timedBytes = -1;
    }
}
