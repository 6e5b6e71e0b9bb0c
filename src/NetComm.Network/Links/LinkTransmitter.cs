namespace NetComm.Network;

/// <summary>
/// One direction of a link, or of a LAN's port: a queue, transmission and propagation. Where the queue discipline knows a packet's
/// departure as soon as it comes, departure and arrival are worked out when it is offered, and only its arrival is an event; with other
/// disciplines the instants at which the next packet may leave are events too.
/// </summary>
internal sealed class LinkTransmitter : Transmitter, IDrivenLink
{
    private readonly ILinkDriver _driver;
    private readonly int _slot;
    private readonly bool _isEthernet;
    private readonly int _arrivalInterface;
    private readonly Propagation _propagation;
    private QueueDiscipline _queue;
    private DropTail? _dropTail;
    private LinkProperties _properties;
    private int _timedBytes = -1;
    private long _timedTransmission;
    private int _mtu;
    private bool _down;
    private long _lastDeparture;
    private long _crossings;

    // Packets that must not be dropped wait before the queue and take up to half of it, about what congestion control would leave to
    // others.
    private readonly Queue<Packet> _reliable = new();

    // When the next packet may leave a queue that does not know departures, or a reliable one enter a queue that does.
    private long _free = long.MaxValue;
    private long _freeSequence;
    private bool _isSending;

    // The event that the driver has in its queue.
    private long _nextEvent = long.MaxValue;
    private long _nextSequence = -1;

    /// <summary>A direction with nothing on it.</summary>
    /// <param name="arrivalInterface">The node's interface at its end, or that of the member behind the switch's port.</param>
    /// <param name="queue">What waits; as the properties ask for unless given.</param>
    internal LinkTransmitter(
        DataPlane plane, Direction direction, LinkProperties properties, int arrivalInterface, QueueDiscipline? queue = null)
        : base(plane, direction)
    {
        _driver = plane.Driver;
        _isEthernet = direction.Ethernet;
        _mtu = (int)properties.Mtu.Bytes;
        _arrivalInterface = arrivalInterface;
        RandomStream random = RandomStream.For(plane.Scenario.Seed, $"link:{direction.Label}");
        _propagation = new Propagation(plane, new Impairments(random, direction.Ethernet));
        _properties = properties;
        _queue = queue ?? QueueDiscipline.Of(properties.Queue, Context, _randomOfQueue);
        _dropTail = KnownBeforehand(_queue);
        _propagation.Follow(properties);
        _slot = _driver.Register(this);
    }

    public int Slot => _slot;

    public long NextSequence => _nextSequence;

    internal override LinkProperties Properties => _properties;

    internal override int Mtu => _mtu;

    internal override long Crossings => _crossings;

    internal override long NextEvent => _nextEvent;

    long IDrivenLink.NextEvent => _nextEvent;

    public bool IsNext(long sequence) => sequence == _nextSequence;

    internal override void Offer(Packet packet, SimTime now)
    {
        if (_down)
        {
            Drop(packet, DropReason.Down, now);
            return;
        }

        int bytes = FrameLength(packet);
        if (_dropTail is null) Enqueue(packet, bytes, now);
        else if (packet.IsReliable) OfferReliable(_dropTail, packet, now);
        else if (HasRoom(_dropTail, bytes, now.Picoseconds)) Transmit(packet, bytes, now);
        else Drop(packet, DropReason.QueueFull, now);
        if (_propagation.NextArrival < _nextEvent || _free < _nextEvent) Schedule();
    }

    /// <summary>Loses a packet that may not pass here.</summary>
    internal void Refuse(Packet packet, SimTime now) => Drop(packet, DropReason.Down, now);

    public Packet? Advance(SimTime now)
    {
        Packet? packet = null;
        if (_nextSequence == _propagation.NextSequence) packet = Arrive(now);
        else if (_dropTail is null) SendWaiting(now);
        else AdmitReliable(_dropTail, now);
        FindNext();
        return packet;
    }

    internal override void GoDown(SimTime now)
    {
        _down = true;
        foreach (DelayLine.InTransit entry in _propagation.TakeAll())
        {
            SimTime departure = entry.QueueBytes > 0 && entry.Departure > now.Picoseconds ? new(entry.Departure) : default;
            Drop(entry.Packet, DropReason.Down, now, departure);
        }

        foreach (Packet packet in _queue.Waiting) Drop(packet, DropReason.Down, now);
        _queue.Clear();
        while (_reliable.TryDequeue(out Packet? packet)) _plane.Discard(packet);
        (_free, _isSending) = (long.MaxValue, false);
        _lastDeparture = now.Picoseconds;
        Schedule();
    }

    internal override void ComeUp() => _down = false;

    internal override void Change(LinkProperties properties, SimTime now)
    {
        _properties = properties;
        _mtu = (int)properties.Mtu.Bytes;
        _propagation.Follow(properties);
        _timedBytes = -1;
        if (!_queue.TryFollow(properties.Queue, Context, now)) ChangeDiscipline(now);
        else if (_dropTail is not null) TransmitAgain(now);
        if (_dropTail is null) SendWaiting(now);
        else AdmitReliable(_dropTail, now);
        Schedule();
    }

    private LinkContext Context => new(_properties.Rate, Direction.FrameLength(_isEthernet, _mtu));

    private static DropTail? KnownBeforehand(QueueDiscipline queue) => queue is DropTail { KnowsDepartures: true } known ? known : null;

    private bool HasRoom(DropTail queue, int bytes, long now)
    {
        _propagation.LetDepart(now);
        return queue.HasRoom(_propagation.Queued, _propagation.QueuedBytes, bytes);
    }

    private void OfferReliable(DropTail queue, Packet packet, SimTime now)
    {
        _reliable.Enqueue(packet);
        if (_reliable.Count == 1) AdmitReliable(queue, now);
    }

    private void AdmitReliable(DropTail queue, SimTime now)
    {
        _free = long.MaxValue;
        _propagation.LetDepart(now.Picoseconds);
        while (_reliable.TryPeek(out Packet? packet))
        {
            int bytes = FrameLength(packet);
            if (_propagation.Queued > 0 && !queue.HasHalfRoom(_propagation.Queued, _propagation.QueuedBytes, bytes))
            {
                (_free, _freeSequence) = (_propagation.FirstDeparture, _driver.NextSequence());
                return;
            }

            Transmit(_reliable.Dequeue(), bytes, now);
        }
    }

    private void Transmit(Packet packet, int bytes, SimTime now)
    {
        long departure = Math.Max(now.Picoseconds, _lastDeparture) + TransmissionTime(bytes);
        _lastDeparture = departure;
        WriteEnqueued(packet, new(departure), now);
        _propagation.Enter(packet, departure, bytes);
    }

    private void TransmitAgain(SimTime now)
    {
        foreach (Packet packet in TakePromised(now)) Transmit(packet, FrameLength(packet), now);
    }

    /// <summary>Takes back the promised departures of all that wait.</summary>
    private List<Packet> TakePromised(SimTime now)
    {
        var waiting = new List<Packet>();
        List<DelayLine.InTransit> entries = _propagation.TakeWaiting(now, ref _lastDeparture);
        foreach (DelayLine.InTransit entry in entries.Where(entry => entry.QueueBytes > 0))
        {
            WriteWithdrawn(entry.Packet, new(entry.Departure), now);
            waiting.Add(entry.Packet);
        }

        // A duplicate was drawn under the old properties: the draw is repeated.
        foreach (DelayLine.InTransit entry in entries.Where(entry => entry.QueueBytes == 0)) _plane.Discard(entry.Packet);
        return waiting;
    }

    private void Enqueue(Packet packet, int bytes, SimTime now)
    {
        // What leaves at this instant leaves first.
        SendWaiting(now);
        if (packet.IsReliable) _reliable.Enqueue(packet);
        else Give(packet, bytes, now);
        SendWaiting(now);
    }

    private void SendWaiting(SimTime now)
    {
        do
        {
            if (_isSending && _lastDeparture <= now.Picoseconds) EndTransmission();
            AdmitReliable(now);
        }
        while (!_isSending && _queue.Dequeue(now, this) is { } packet && BeginTransmission(packet, now));

        long free = _queue.IsEmpty && _reliable.Count == 0 ? long.MaxValue : _isSending ? _lastDeparture : _queue.ReadyAt.Picoseconds;
        if (_free != free) (_free, _freeSequence) = (free, free == long.MaxValue ? _freeSequence : _driver.NextSequence());
    }

    private bool BeginTransmission(Packet packet, SimTime now)
    {
        int bytes = packet.Hop.QueueBytes;
        _lastDeparture = now.Picoseconds + TransmissionTime(bytes);
        _isSending = true;
        packet.Hop.IsWaiting = false;
        _trace.Write(TraceEvents.Dequeued(now, _direction, packet.Number, new(_lastDeparture), packet.IpLength, packet.Ttl));
        _propagation.Enter(packet, _lastDeparture, bytes);
        return true;
    }

    private void EndTransmission()
    {
        _isSending = false;
        _queue.TransmissionEnded(new(_lastDeparture));
    }

    private void AdmitReliable(SimTime now)
    {
        while (_reliable.TryPeek(out Packet? packet) && (_queue.IsEmpty || _queue.HasHalfRoom(packet, FrameLength(packet))))
            Give(_reliable.Dequeue(), FrameLength(packet), now);
    }

    /// <summary>Another discipline takes over: what waits comes to it as if it had just arrived.</summary>
    private void ChangeDiscipline(SimTime now)
    {
        IReadOnlyList<Packet> waiting = _dropTail is null ? TakeFrom(_queue, now) : TakePromised(now);
        _queue = QueueDiscipline.Of(_properties.Queue, Context, _randomOfQueue);
        _dropTail = KnownBeforehand(_queue);
        _free = long.MaxValue;
        _isSending = _dropTail is null && _lastDeparture > now.Picoseconds;
        _propagation.LetDepart(now.Picoseconds);
        if (_isSending) _queue.Occupy((int)_propagation.QueuedBytes);
        foreach (Packet packet in waiting) OfferAgain(packet, now);
    }

    private void OfferAgain(Packet packet, SimTime now)
    {
        int bytes = FrameLength(packet);
        if (_dropTail is null) Give(packet, bytes, now);
        else if (packet.IsReliable || HasRoom(_dropTail, bytes, now.Picoseconds)) Transmit(packet, bytes, now);
        else Drop(packet, DropReason.QueueFull, now);
    }

    private void Give(Packet packet, int bytes, SimTime now)
    {
        packet.Hop.EnqueuedAt = now;
        packet.Hop.QueueBytes = bytes;
        packet.Hop.IsWaiting = false;
        _queue.Enqueue(packet, now, this);
    }

    private Packet? Arrive(SimTime now)
    {
        Packet packet = _propagation.Take();
        _crossings++;
        if (packet.Hop.IsLost)
        {
            Drop(packet, DropReason.Loss, now);
            return null;
        }

        packet.Hop.Direction = new(_direction);
        packet.Hop.Interface = _arrivalInterface;
        return packet;
    }

    private void Schedule()
    {
        long before = _nextSequence;
        FindNext();
        if (_nextSequence >= 0 && _nextSequence != before) _driver.Schedule(_slot, _nextEvent, _nextSequence);
    }

    private void FindNext()
    {
        (_nextEvent, _nextSequence) = (_propagation.NextArrival, _propagation.NextSequence);
        bool isFreeFirst = _free < _nextEvent || (_free == _nextEvent && _freeSequence < _nextSequence);
        if (isFreeFirst) (_nextEvent, _nextSequence) = (_free, _freeSequence);
        if (_nextEvent == long.MaxValue) _nextSequence = -1;
    }

    private int FrameLength(Packet packet) => Direction.FrameLength(_isEthernet, packet.IpLength);

    private long TransmissionTime(int bytes)
    {
        if (bytes == _timedBytes) return _timedTransmission;
        _timedBytes = bytes;
        return _timedTransmission = _properties.TransmissionTime(bytes).Picoseconds;
    }

    private void WriteEnqueued(Packet packet, SimTime departure, SimTime now) =>
        _trace.Write(TraceEvents.Enqueued(now, _direction, packet.Number, departure, packet.IpLength, packet.Ttl));
}
