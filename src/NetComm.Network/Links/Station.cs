namespace NetComm.Network;

/// <summary>
/// A member of a LAN with a shared medium: it defers to what it hears, sends, notices collisions, jams and backs off (IEEE 802.3, 4.2.3 and
/// 4.2.8). Packets wait in a queue of its own; the frame that was taken from it is tried until it is through, or given up.
/// </summary>
/// <remarks>
/// Not modelled: the preamble, which a real station ends before it jams; bursts and carrier extension of half-duplex Gigabit Ethernet; late
/// collisions, since a scenario's delay is at most half a slot.
/// </remarks>
internal sealed class Station : Transmitter
{
    /// <summary>IEEE 802.3, 4.4.2: interPacketGap, 96 bits; a part of it that reacts to others, 2/3 at most (4.2.3.2.2).</summary>
    private const int GapBytes = 12, FirstPartBytes = 8;

    /// <summary>IEEE 802.3, 4.4.2: slotTime of 512 bits and jamSize of 32.</summary>
    private const int SlotBytes = 64, JamBytes = 4;

    /// <summary>IEEE 802.3, 4.4.2: attemptLimit and backoffLimit.</summary>
    private const int MostAttempts = 16, MostDoublings = 10;

    private enum Deference
    {
        /// <summary>The wire is free, and has been for long enough: who has a frame may send.</summary>
        None,

        /// <summary>A signal is on the wire.</summary>
        Busy,

        /// <summary>The gap behind a signal.</summary>
        Gap,
    }

    private enum Attempt
    {
        /// <summary>No frame, or one that waits for its turn.</summary>
        None,

        Sending,

        Jamming,

        BackingOff,
    }

    private readonly SharedMedium _medium;
    private readonly int _port;
    private readonly RandomStream _random;

    // Packets that must not be dropped wait before the queue, and take up to half of it.
    private readonly Queue<Packet> _reliable = new();

    private QueueDiscipline _queue;
    private LinkProperties _properties;
    private long _crossings;
    private bool _down;

    // The frame whose turn it is, and how often it has collided.
    private Packet? _frame;
    private int _collisions;
    private Attempt _attempt;
    private SimTime _frameEnd;
    private SimDuration _signalDelay;

    private Deference _deference;
    private int _signals;
    private SimTime _gapBegan;
    private bool _hasSent;

    // What was due is void once these have gone on.
    private long _turn;
    private long _gapTurn;
    private long _queueTurn;

    internal Station(DataPlane plane, SharedMedium medium, Direction direction, int port, LinkProperties properties)
        : base(plane, direction)
    {
        _medium = medium;
        _port = port;
        _properties = properties;
        _random = RandomStream.For(plane.Scenario.Seed, $"csma:{direction.Name} {direction.From}");
        _queue = QueueDiscipline.Of(properties.Queue, Context, _randomOfQueue);
    }

    internal override LinkProperties Properties => _properties;

    internal override int Mtu => (int)_properties.Mtu.Bytes;

    internal override long Crossings => _crossings;

    internal override long NextEvent => _medium.NextEvent;

    internal override void Offer(Packet packet, SimTime now)
    {
        _medium.CatchUp(now);
        if (_down) Drop(packet, DropReason.Down, now);
        else if (packet.IsReliable) _reliable.Enqueue(packet);
        else Give(packet, now);
        SendIfFree(now);
        _medium.Schedule();
    }

    internal override void GoDown(SimTime now)
    {
        _medium.CatchUp(now);
        _down = true;
        if (_attempt is Attempt.Sending or Attempt.Jamming) EndSignal(now);
        if (_frame is not null) DropFrame(DropReason.Down, now);
        foreach (Packet packet in _queue.Waiting) Drop(packet, DropReason.Down, now);
        _queue.Clear();
        while (_reliable.TryDequeue(out Packet? packet)) _plane.Discard(packet);
        _medium.Schedule();
    }

    internal override void ComeUp() => _down = false;

    internal override void Change(LinkProperties properties, SimTime now)
    {
        _medium.CatchUp(now);
        _properties = properties;
        if (!_queue.TryFollow(properties.Queue, Context, now)) ChangeDiscipline(now);
        SendIfFree(now);
        _medium.Schedule();
    }

    /// <summary>Another station's signal begins here: a collision, where this one is sending.</summary>
    internal void SignalArrives(SimTime now)
    {
        _signals++;
        if (_attempt == Attempt.Sending) Collide(now);
        else if (_deference == Deference.None) Defer();
        else if (_deference == Deference.Gap && !_hasSent && now < _gapBegan + TimeFor(FirstPartBytes)) Defer();
    }

    internal void SignalEnds(SimTime now)
    {
        _signals--;
        BeginGapIfFree(now);
    }

    internal void Wake(MediumEvent kind, long turn, SimTime now)
    {
        switch (kind)
        {
            case MediumEvent.FrameEnds when turn == _turn:
                Succeed(now);
                break;
            case MediumEvent.JamEnds when turn == _turn:
                BackOff(now);
                break;
            case MediumEvent.BackOffEnds when turn == _turn:
                _attempt = Attempt.None;
                SendIfFree(now);
                break;
            case MediumEvent.GapEnds when turn == _gapTurn:
                EndGap(now);
                break;
            case MediumEvent.QueueReady when turn == _queueTurn:
                SendIfFree(now);
                break;
        }
    }

    private LinkContext Context => new(_properties.Rate, FrameLength(Mtu));

    private static int FrameLength(int ipLength) => Direction.FrameLength(ethernet: true, ipLength);

    private SimDuration TimeFor(int bytes) => _properties.Rate.TimeFor(DataSize.FromBytes(bytes));

    private void Defer()
    {
        _deference = Deference.Busy;
        _hasSent = false;
        _gapTurn++;
    }

    private void BeginGapIfFree(SimTime now)
    {
        if (_signals > 0 || _deference != Deference.Busy || _attempt is Attempt.Sending or Attempt.Jamming) return;
        _deference = Deference.Gap;
        _gapBegan = now;
        _medium.WakeAt(now + TimeFor(GapBytes), MediumEvent.GapEnds, this, ++_gapTurn);
    }

    /// <summary>Who has waited for the gap sends behind it, whatever it hears by now (IEEE 802.3, 4.2.3.2.2).</summary>
    private void EndGap(SimTime now)
    {
        _deference = Deference.None;
        SendIfFree(now);
        if (_deference == Deference.None && _signals > 0) Defer();
    }

    private void SendIfFree(SimTime now)
    {
        AdmitReliable(now);
        if (_deference == Deference.None && _attempt == Attempt.None && HasFrame(now)) Send(now);
    }

    private bool HasFrame(SimTime now)
    {
        if (_frame is not null) return true;
        _frame = _queue.Dequeue(now, this);
        if (_frame is null && !_queue.IsEmpty) _medium.WakeAt(_queue.ReadyAt, MediumEvent.QueueReady, this, ++_queueTurn);
        return _frame is not null;
    }

    private void Send(SimTime now)
    {
        Packet frame = _frame!;
        _deference = Deference.Busy;
        _hasSent = true;
        _attempt = Attempt.Sending;
        frame.Hop.IsWaiting = false;

        // The gap, which is always kept, is part of the overhead.
        long preamble = Math.Max(0, _properties.Overhead.Bytes - GapBytes);
        _frameEnd = now + TimeFor((int)preamble + frame.Hop.QueueBytes);
        _trace.Write(TraceEvents.Dequeued(now, _direction, frame.Number, _frameEnd, frame.IpLength, frame.Ttl));
        _signalDelay = _medium.SignalBegins(this, now);
        _medium.WakeAt(_frameEnd, MediumEvent.FrameEnds, this, ++_turn);
        if (_signals > 0) Collide(now);
    }

    private void Collide(SimTime now)
    {
        Packet frame = _frame!;
        frame.Hop.IsWaiting = true;
        _collisions++;
        _attempt = Attempt.Jamming;
        _trace.Write(TraceEvents.Collided(now, _direction, frame.Number, _frameEnd, frame.IpLength, _collisions));
        _medium.WakeAt(now + TimeFor(JamBytes), MediumEvent.JamEnds, this, ++_turn);
    }

    private void BackOff(SimTime now)
    {
        EndSignal(now);
        if (_collisions >= MostAttempts && _frame!.IsReliable) _collisions = 0;
        if (_collisions >= MostAttempts)
        {
            DropFrame(DropReason.Collisions, now);
            return;
        }

        long slots = (long)(_random.NextBits() >> (64 - Math.Clamp(_collisions, 1, MostDoublings)));
        _attempt = Attempt.BackingOff;
        _medium.WakeAt(now + new SimDuration(slots * TimeFor(SlotBytes).Picoseconds), MediumEvent.BackOffEnds, this, ++_turn);
    }

    private void Succeed(SimTime now)
    {
        Packet frame = _frame!;
        EndSignal(now);
        ForgetFrame(now);
        _crossings++;
        frame.Hop.Direction = new(_direction);
        _trace.Write(TraceEvents.Delivered(now, _direction, frame.Number));
        _medium.Carry(frame, _port, now);
        AdmitReliable(now);
    }

    private void EndSignal(SimTime now)
    {
        _attempt = Attempt.None;
        _medium.WakeAt(now + _signalDelay, MediumEvent.SignalEnds, this, turn: 0);
        BeginGapIfFree(now);
    }

    private void DropFrame(DropReason reason, SimTime now)
    {
        Packet frame = _frame!;
        SimTime untransmitted = _frameEnd > now ? _frameEnd : default;
        ForgetFrame(now);
        Drop(frame, reason, now, untransmitted);
    }

    private void ForgetFrame(SimTime now)
    {
        _frame = null;
        _collisions = 0;
        _turn++;
        _attempt = Attempt.None;
        _queue.TransmissionEnded(now);
    }

    private void AdmitReliable(SimTime now)
    {
        while (_reliable.TryPeek(out Packet? packet) && (_queue.IsEmpty || _queue.HasHalfRoom(packet, FrameLength(packet.IpLength))))
            Give(_reliable.Dequeue(), now);
    }

    private void Give(Packet packet, SimTime now)
    {
        packet.Hop.EnqueuedAt = now;
        packet.Hop.QueueBytes = FrameLength(packet.IpLength);
        packet.Hop.IsWaiting = false;
        packet.Hop.IsLost = false;
        packet.Hop.IsCopy = false;
        _queue.Enqueue(packet, now, this);
    }

    /// <summary>Another discipline takes over: what waits comes to it as if it had just arrived.</summary>
    private void ChangeDiscipline(SimTime now)
    {
        Packet[] waiting = TakeFrom(_queue, now);
        _queue = QueueDiscipline.Of(_properties.Queue, Context, _randomOfQueue);
        if (_frame is not null) _queue.Occupy(_frame.Hop.QueueBytes);
        foreach (Packet packet in waiting) Give(packet, now);
    }
}
