namespace NetComm.Network;

/// <summary>Packets of one direction that arrive in the order in which they leave: those on their way, and those that wait.</summary>
internal sealed class DelayLine
{
    internal struct InTransit
    {
        internal long Arrival;
        internal long Sequence;
        internal long Departure;
        internal Packet Packet;

        /// <summary>Bytes it takes in the queue; 0 for a duplicate, which was never there.</summary>
        internal int QueueBytes;

        internal FlippedByte FlippedByte;
    }

    // A ring: from _head on, the first _departed of it beyond the queue. Small, since a network of thousands of links goes through all of
    // their rings in turn.
    private InTransit[] _ring = new InTransit[4];
    private int _head;
    private int _departed;
    private long _lastArrival;

    internal int Count { get; private set; }

    internal int Queued { get; private set; }

    internal long QueuedBytes { get; private set; }

    /// <summary>The place of the first packet that has not left; the count, where all have.</summary>
    internal int FirstQueued => _departed;

    internal ref readonly InTransit Head => ref _ring[_head];

    internal ref InTransit this[int place] => ref _ring[(_head + place) & (_ring.Length - 1)];

    /// <summary>Takes a packet in, to arrive then, or when the one before it does: the time is returned.</summary>
    internal long Append(Packet packet, long departure, long arrival, long sequence, int queueBytes, FlippedByte flippedByte)
    {
        if (Count == _ring.Length) Grow();
        if (arrival < _lastArrival) arrival = _lastArrival;
        _lastArrival = arrival;
        ref InTransit entry = ref this[Count];
        entry.Arrival = arrival;
        entry.Sequence = sequence;
        entry.Departure = departure;
        entry.Packet = packet;
        entry.QueueBytes = queueBytes;
        entry.FlippedByte = flippedByte;
        Count++;
        if (queueBytes > 0)
        {
            Queued++;
            QueuedBytes += queueBytes;
        }

        return arrival;
    }

    /// <summary>Counts what has left by now as left.</summary>
    internal void LetDepart(long now)
    {
        while (_departed < Count && this[_departed].Departure <= now) LeaveQueue(this[_departed++].QueueBytes);
    }

    internal Packet Take()
    {
        ref InTransit first = ref _ring[_head];
        Packet packet = first.Packet;
        if (!first.FlippedByte.IsNone) packet.Hop.FlippedByte = first.FlippedByte;
        if (_departed == 0) LeaveQueue(first.QueueBytes);
        else _departed--;
        first.Packet = null!;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        return packet;
    }

    internal void CutFrom(int place, List<InTransit> taken)
    {
        for (int i = place; i < Count; i++)
        {
            ref InTransit entry = ref this[i];
            taken.Add(entry);
            if (i >= _departed) LeaveQueue(entry.QueueBytes);
            entry.Packet = null!;
        }

        Count = Math.Min(Count, place);
        _departed = Math.Min(_departed, Count);
        _lastArrival = Count > 0 ? this[Count - 1].Arrival : 0;
    }

    private void LeaveQueue(int bytes)
    {
        if (bytes == 0) return;
        Queued--;
        QueuedBytes -= bytes;
    }

    private void Grow()
    {
        var larger = new InTransit[_ring.Length * 2];
        for (int i = 0; i < Count; i++) larger[i] = this[i];
        _ring = larger;
        _head = 0;
    }
}
