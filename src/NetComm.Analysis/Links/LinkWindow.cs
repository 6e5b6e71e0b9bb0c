namespace NetComm.Analysis;

/// <summary>Counts what one direction carried of the packets that came to it in one window.</summary>
internal sealed class LinkWindow(Window window)
{
    /// <summary>So many waits are kept one by one (1 MB); of more, a histogram.</summary>
    private const int MostWaits = 1 << 17;

    private readonly long[] _drops = new long[DropCount.Reasons];
    private Int128 _queued;

    public Window Window => window;

    /// <summary>Packets whose last bit leaves.</summary>
    public long Packets { get; private set; }

    /// <summary>Their bytes on the wire.</summary>
    public long Bytes { get; private set; }

    /// <summary>Picoseconds in transmission.</summary>
    public long Busy { get; private set; }

    /// <summary>Packets in the queue, summed over picoseconds.</summary>
    public double Queued => (double)_queued;

    public int LongestQueue { get; private set; }

    public ReadOnlySpan<long> Drops => _drops;

    /// <summary>Packets that came out at the other end.</summary>
    public long Delivered { get; private set; }

    public long Marks { get; private set; }

    public long Collisions { get; private set; }

    /// <summary>How long those waited whose transmission is over.</summary>
    public LatencySamples Waits { get; private init; } = new(room: 0);

    /// <summary>A packet whose turn is known.</summary>
    public void Add(in Transmission sent, int wireBytes)
    {
        Count(sent, wireBytes, sent.Enqueued, 1);
        if (sent.TakesTime) SeeQueue(sent);
    }

    /// <summary>A packet that waited until an instant, and was not transmitted by then.</summary>
    public void AddWaiting(in Transmission waited, SimTime until)
    {
        _queued += window.Overlap(waited.Enqueued, until);
        if (until > waited.Enqueued) SeeQueue(waited);
    }

    public void AddWait(in Transmission sent, LatencySamples waits)
    {
        if (!window.Contains(sent.Since)) return;
        long wait = sent.Wait.Picoseconds;
        if (wait == 0) waits.AddZero();
        else waits.Add(wait);
        if (waits.Count > MostWaits) waits.Condense();
    }

    /// <summary>Takes back what lies after an instant of a transmission that was cut off then.</summary>
    public void TakeBack(in Transmission cut, int wireBytes, SimTime at) => Count(cut, wireBytes, at, -1);

    public void Drop(DropReason reason, SimTime at)
    {
        if (window.Contains(at)) _drops[(int)reason]++;
    }

    public void Deliver(SimTime at)
    {
        if (window.Contains(at)) Delivered++;
    }

    public void Mark(SimTime at)
    {
        if (window.Contains(at)) Marks++;
    }

    public void Collide(SimTime at)
    {
        if (window.Contains(at)) Collisions++;
    }

    /// <summary>A copy whose counts can change; it shares the waits.</summary>
    public LinkWindow Copy()
    {
        var copy = new LinkWindow(window)
        {
            Packets = Packets,
            Bytes = Bytes,
            Busy = Busy,
            LongestQueue = LongestQueue,
            Delivered = Delivered,
            Marks = Marks,
            Collisions = Collisions,
            Waits = Waits,
            _queued = _queued,
        };
        _drops.CopyTo(copy._drops, 0);
        return copy;
    }

    private void SeeQueue(in Transmission sent)
    {
        if (sent.Length > LongestQueue && window.Contains(sent.Enqueued)) LongestQueue = sent.Length;
    }

    private void Count(in Transmission sent, int wireBytes, SimTime from, int sign)
    {
        _queued += sign * window.Overlap(from, sent.Departure);
        Busy += sign * window.Overlap(from > sent.Start ? from : sent.Start, sent.Departure);
        if (!window.Contains(sent.Enqueued)) return;
        Packets += sign;
        Bytes += sign * wireBytes;
    }
}
