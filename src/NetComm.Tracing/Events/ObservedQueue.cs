namespace NetComm.Tracing;

/// <summary>The packets of a direction whose last bit has not left yet, worked out from its events. First in, first out.</summary>
internal sealed class ObservedQueue
{
    private Transmission[] _ring = new Transmission[16];
    private int _head;

    /// <summary>How many wait, the one in transmission included.</summary>
    public int Count { get; private set; }

    public ref readonly Transmission this[int place] => ref _ring[_head + place & (_ring.Length - 1)];

    public ref readonly Transmission Join(Enqueued enqueued)
    {
        while (Leave(enqueued.Time, out _))
        {
        }

        if (Count == _ring.Length) Grow();
        SimTime start = Count == 0 ? enqueued.Time : this[Count - 1].Departure;
        ref Transmission slot = ref _ring[_head + Count & (_ring.Length - 1)];
        slot = new Transmission(enqueued.Packet, enqueued.Time, start, enqueued.Departure, enqueued.Bytes);
        Count++;
        return ref slot;
    }

    /// <summary>Takes out the first packet whose last bit has left by then; false where none has.</summary>
    public bool Leave(SimTime at, out Transmission left)
    {
        left = Count > 0 ? _ring[_head] : default;
        if (Count == 0 || left.Departure > at) return false;
        _head = _head + 1 & (_ring.Length - 1);
        Count--;
        return true;
    }

    /// <summary>Takes out a packet that was dropped before its last bit left; false where none such is here.</summary>
    public bool Remove(long packet, SimTime departure, out Transmission removed)
    {
        for (int place = 0; place < Count; place++)
        {
            removed = this[place];
            if (removed.Packet != packet || removed.Departure != departure) continue;
            RemoveAt(place);
            return true;
        }

        removed = default;
        return false;
    }

    private void RemoveAt(int place)
    {
        int mask = _ring.Length - 1;
        for (; place > 0; place--) _ring[_head + place & mask] = _ring[_head + place - 1 & mask];
        _head = _head + 1 & mask;
        Count--;
    }

    private void Grow()
    {
        var bigger = new Transmission[_ring.Length * 2];
        for (int place = 0; place < Count; place++) bigger[place] = this[place];
        _ring = bigger;
        _head = 0;
    }
}

/// <summary>A packet's turn on a direction: when it came into the queue, when its first and last bits leave.</summary>
/// <param name="Start">When its first bit leaves.</param>
/// <param name="Departure">When its last bit leaves.</param>
/// <param name="Bytes">Bytes of the IP packet (or ARP body).</param>
internal readonly record struct Transmission(long Packet, SimTime Enqueued, SimTime Start, SimTime Departure, int Bytes);
