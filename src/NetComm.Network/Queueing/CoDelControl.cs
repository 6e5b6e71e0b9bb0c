namespace NetComm.Network;

/// <summary>
/// When CoDel drops at the head of a queue, as RFC 8289 (5) has it in pseudo-code: once packets have waited for longer than the target
/// throughout an interval, then ever more often, until one has waited for less.
/// </summary>
/// <param name="room">What the packets take that it drops.</param>
internal sealed class CoDelControl(QueueRoom room)
{
    /// <summary>RFC 8289 (5.5): if it drops again within so many intervals, it goes on at about the rate that it had reached.</summary>
    private const int RecentIntervals = 16;

    private CoDelParameters _parameters = new();
    private int _largest;
    private SimTime? _firstAbove;
    private SimTime _nextDrop;
    private bool _isDropping;
    private long _count;
    private long _lastCount;

    /// <summary>Follows new parameters from now on.</summary>
    /// <param name="largest">Bytes of the largest packet: a queue that holds no more than that is never too long (RFC 8289, 4.1).</param>
    internal void Follow(CoDelParameters parameters, int largest) => (_parameters, _largest) = (parameters, largest);

    internal void Reset() => (_firstAbove, _nextDrop, _isDropping, _count, _lastCount) = (null, SimTime.Zero, false, 0, 0);

    /// <summary>Counts packets as dropped that the discipline dropped for another reason, as Linux does in fq_codel_drop.</summary>
    internal void AddDrops(int packets) => _count += packets;

    /// <summary>The next packet to send, without those before it that are dropped.</summary>
    internal Packet? Dequeue(PacketQueue queue, SimTime now, IQueueOutcomes outcomes)
    {
        Packet? packet = Take(queue, now, out bool mayDrop);
        if (_isDropping)
        {
            if (!mayDrop) _isDropping = false;
            while (_isDropping && now >= _nextDrop)
            {
                _count++;
                if (Signal(packet!, now, outcomes))
                {
                    _nextDrop = After(_nextDrop);
                    return packet;
                }

                packet = Take(queue, now, out mayDrop);
                if (mayDrop) _nextDrop = After(_nextDrop);
                else _isDropping = false;
            }

            return packet;
        }

        if (!mayDrop) return packet;
        bool isMarked = Signal(packet!, now, outcomes);
        if (!isMarked) packet = Take(queue, now, out _);
        BeginDropping(now);
        return packet;
    }

    /// <summary>Marks or drops a packet that was taken from the queue; false where it was dropped.</summary>
    private bool Signal(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        int bytes = packet.Hop.QueueBytes;
        if (QueueDiscipline.Signal(packet, _parameters.Ecn, now, outcomes)) return true;
        room.Leave(bytes);
        return false;
    }

    private void BeginDropping(SimTime now)
    {
        _isDropping = true;
        long added = _count - _lastCount;
        bool isRecent = now - _nextDrop < _parameters.Interval * RecentIntervals;
        _count = added > 1 && isRecent ? added : 1;
        _nextDrop = After(now);
        _lastCount = _count;
    }

    /// <summary>The control law (RFC 8289, 4.3): the next drop comes after interval / √count.</summary>
    private SimTime After(SimTime time) => time + SimDuration.FromPicoseconds(_parameters.Interval.Picoseconds / Math.Sqrt(_count));

    /// <summary>The head of the queue, and whether packets have waited too long for an interval.</summary>
    private Packet? Take(PacketQueue queue, SimTime now, out bool mayDrop)
    {
        mayDrop = false;
        Packet? packet = queue.Take();
        if (packet is null || now - packet.Hop.EnqueuedAt < _parameters.Target || queue.Bytes <= _largest) _firstAbove = null;
        else if (_firstAbove is { } first) mayDrop = now >= first;
        else _firstAbove = now + _parameters.Interval;
        return packet;
    }
}
