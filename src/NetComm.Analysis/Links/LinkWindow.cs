namespace NetComm.Analysis;

/// <summary>Counts what one direction carried of the packets that came to it in one window.</summary>
internal sealed class LinkWindow(Window window)
{
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

    public void Add(in Transmission sent, int wireBytes, int waiting)
    {
        Count(sent, wireBytes, sent.Enqueued, 1);
        if (waiting > LongestQueue && sent.Departure > sent.Enqueued && window.Contains(sent.Enqueued)) LongestQueue = waiting;
    }

    /// <summary>Takes back what lies after an instant of a transmission that was cut off then.</summary>
    public void TakeBack(in Transmission cut, int wireBytes, SimTime at) => Count(cut, wireBytes, at, -1);

    public void Drop(DropReason reason, SimTime at)
    {
        if (window.Contains(at)) _drops[(int)reason]++;
    }

    public LinkWindow Copy()
    {
        var copy = new LinkWindow(window) { Packets = Packets, Bytes = Bytes, Busy = Busy, LongestQueue = LongestQueue, _queued = _queued };
        _drops.CopyTo(copy._drops, 0);
        return copy;
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
