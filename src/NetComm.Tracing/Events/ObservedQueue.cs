namespace NetComm.Tracing;

/// <summary>
/// The packets of a direction whose last bit has not left yet, worked out from its events: those whose departure is known, first in, first
/// out, and those that wait until the queue discipline gives them out.
/// </summary>
internal sealed class ObservedQueue
{
    private readonly Dictionary<long, Transmission> _waiting = [];

    /// <summary>Further copies of a packet that waits.</summary>
    private readonly List<Transmission> _copies = [];

    /// <summary>When packets came that were withdrawn and come once more: they have waited since then.</summary>
    private readonly Dictionary<long, SimTime> _withdrawn = [];

    private Transmission[] _ring = new Transmission[16];
    private int _head;
    private int _known;
    private Transmission _latest;

    /// <summary>How many wait, the one in transmission included.</summary>
    public int Count => _known + _waiting.Count + _copies.Count;

    /// <summary>Those that are in transmission or whose turn is known, in order.</summary>
    public int Known => _known;

    /// <summary>Those whose turn is not known.</summary>
    public IEnumerable<Transmission> Waiting => _waiting.Values.Concat(_copies);

    /// <summary>One of those whose turn is known.</summary>
    public ref readonly Transmission this[int place] => ref _ring[_head + place & (_ring.Length - 1)];

    /// <summary>Takes a packet in; its turn is undecided where the event says nothing of it.</summary>
    public ref readonly Transmission Join(Enqueued enqueued)
    {
        LeaveAll(enqueued.Time);
        SimTime since = enqueued.Time;
        if (_withdrawn.Count > 0 && _withdrawn.Remove(enqueued.Packet, out SimTime before)) since = before;
        if (enqueued.Departure is not { } departure) return ref Wait(enqueued, since);
        SimTime start = _known == 0 ? enqueued.Time : this[_known - 1].Departure;
        return ref Append(new(enqueued.Packet, enqueued.Time, start, departure, enqueued.Bytes) { Since = since, Length = Count + 1 });
    }

    /// <summary>A packet that waited is in transmission.</summary>
    public ref readonly Transmission Begin(Dequeued dequeued)
    {
        LeaveAll(dequeued.Time);
        if (!TakeWaiting(dequeued.Packet, out Transmission waited)) waited = Unseen(dequeued);
        return ref Append(waited with { Start = dequeued.Time, Departure = dequeued.Departure });
    }

    /// <summary>A packet in transmission collided: its turn is undecided again. False where none such is here.</summary>
    public bool Collide(long packet, out Transmission cut)
    {
        for (int place = 0; place < _known; place++)
        {
            cut = this[place];
            if (cut.Packet != packet) continue;
            RemoveAt(place);
            if (_waiting.Remove(packet, out Transmission behind)) _copies.Insert(0, behind);
            _waiting.Add(packet, cut with { Start = SimTime.Never, Departure = SimTime.Never });
            return true;
        }

        cut = default;
        return false;
    }

    /// <summary>Takes out the first packet whose last bit has left by then; false where none has.</summary>
    public bool Leave(SimTime at, out Transmission left)
    {
        left = _known > 0 ? _ring[_head] : default;
        if (_known == 0 || left.Departure > at) return false;
        _head = _head + 1 & (_ring.Length - 1);
        _known--;
        return true;
    }

    /// <summary>Takes out a packet that was dropped before its last bit left; false where none such is here.</summary>
    /// <param name="departure">When it would have left; null where that was undecided.</param>
    public bool Remove(long packet, SimTime? departure, out Transmission removed)
    {
        if (departure is not { } known) return TakeWaiting(packet, out removed);
        for (int place = 0; place < _known; place++)
        {
            removed = this[place];
            if (removed.Packet != packet || removed.Departure != known) continue;
            RemoveAt(place);
            return true;
        }

        removed = default;
        return false;
    }

    /// <summary>Takes out a packet that is to join once more, and has waited since it joined first.</summary>
    public bool Withdraw(long packet, SimTime? departure, out Transmission withdrawn)
    {
        bool isHere = Remove(packet, departure, out withdrawn);
        if (isHere) _withdrawn.TryAdd(packet, withdrawn.Since);
        return isHere;
    }

    /// <summary>A packet that was withdrawn does not come again: there is no room for it any more.</summary>
    public void Refuse(long packet) => _withdrawn.Remove(packet);

    private static Transmission Unseen(Dequeued dequeued) =>
        new(dequeued.Packet, dequeued.Time, dequeued.Time, dequeued.Departure, dequeued.Bytes) { Since = dequeued.Time };

    private void LeaveAll(SimTime at)
    {
        while (Leave(at, out _))
        {
        }
    }

    private ref readonly Transmission Wait(Enqueued enqueued, SimTime since)
    {
        _latest = new(enqueued.Packet, enqueued.Time, SimTime.Never, SimTime.Never, enqueued.Bytes)
        {
            Since = since,
            Length = Count + 1,
        };
        if (!_waiting.TryAdd(enqueued.Packet, _latest)) _copies.Add(_latest);
        return ref _latest;
    }

    private bool TakeWaiting(long packet, out Transmission taken)
    {
        if (!_waiting.Remove(packet, out taken)) return false;
        int copy = _copies.Count == 0 ? -1 : _copies.FindIndex(other => other.Packet == packet);
        if (copy < 0) return true;
        _waiting.Add(packet, _copies[copy]);
        _copies.RemoveAt(copy);
        return true;
    }

    private ref readonly Transmission Append(Transmission sent)
    {
        if (_known == _ring.Length) Grow();
        ref Transmission slot = ref _ring[_head + _known & (_ring.Length - 1)];
        slot = sent;
        _known++;
        return ref slot;
    }

    private void RemoveAt(int place)
    {
        int mask = _ring.Length - 1;
        for (; place > 0; place--) _ring[_head + place & mask] = _ring[_head + place - 1 & mask];
        _head = _head + 1 & mask;
        _known--;
    }

    private void Grow()
    {
        var bigger = new Transmission[_ring.Length * 2];
        for (int place = 0; place < _known; place++) bigger[place] = this[place];
        _ring = bigger;
        _head = 0;
    }
}

/// <summary>A packet's turn on a direction: when it came into the queue, when its first and last bits leave.</summary>
/// <param name="Start">When its first bit leaves.</param>
/// <param name="Departure">When its last bit leaves.</param>
/// <param name="Bytes">Bytes of the IP packet (or ARP body).</param>
internal readonly record struct Transmission(long Packet, SimTime Enqueued, SimTime Start, SimTime Departure, int Bytes)
{
    /// <summary>When it came first, where it was withdrawn and came once more; else when it came.</summary>
    public SimTime Since { get; init; }

    /// <summary>How many were there when it came, itself and the one in transmission included.</summary>
    public int Length { get; init; }

    /// <summary>Whether its turn is not decided: start and departure are <see cref="SimTime.Never"/>.</summary>
    public bool IsUndecided => Departure == SimTime.Never;

    /// <summary>How long it waited for its transmission to begin.</summary>
    public SimDuration Wait => Start - Since;

    /// <summary>Whether it takes or took any time here.</summary>
    public bool TakesTime => Departure > Enqueued;
}
