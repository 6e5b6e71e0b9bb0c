namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>The segments that are sent and not acknowledged, by position; a ring that grows to the most needed.</summary>
internal sealed class SentSegments
{
    private SentSegment[] _entries = new SentSegment[16];
    private int _first;

    public int Count { get; private set; }

    public ref SentSegment this[int index] => ref _entries[(_first + index) & (_entries.Length - 1)];

    public void Append(long start, long end, SimTime now)
    {
        if (Count == _entries.Length) Grow();
        Count++;
        this[Count - 1] = new() { Start = start, End = end, Sent = now };
    }

    public void RemoveFirst()
    {
        _first = (_first + 1) & (_entries.Length - 1);
        Count--;
    }

    /// <summary>The index of the first segment that ends after this position; <see cref="Count"/> if none does.</summary>
    public int IndexOf(long position)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (this[middle].End <= position) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Makes two segments of the one that has this position inside, and returns the index of the one that begins there.</summary>
    public int SplitAt(long position)
    {
        int index = IndexOf(position);
        if (index == Count || this[index].Start >= position) return index;

        if (Count == _entries.Length) Grow();
        Count++;
        for (int i = Count - 1; i > index; i--) this[i] = this[i - 1];
        this[index].End = position;
        this[index + 1].Start = position;
        return index + 1;
    }

    private void Grow()
    {
        var grown = new SentSegment[_entries.Length * 2];
        for (int i = 0; i < Count; i++) grown[i] = this[i];
        _entries = grown;
        _first = 0;
    }
}

/// <summary>A segment not acknowledged: its positions, when it was last sent and first sent again, and what is known of it.</summary>
internal struct SentSegment
{
    public long Start;
    public long End;
    public SimTime Sent;
    public SimTime FirstRepaired;
    public SegmentMarks Marks;

    public readonly long Length => End - Start;

    public readonly bool Is(SegmentMarks marks) => (Marks & marks) != 0;

    /// <summary>RACK_sent_after (RFC 8985 §6.1): of two sent at one instant, the one with the higher number was sent later.</summary>
    public readonly bool WasSentBefore(in SentSegment other) => Sent < other.Sent || (Sent == other.Sent && End < other.End);

    /// <summary>How many copies are under way, as far as is known (RFC 6675 §4, SetPipe).</summary>
    public readonly int Copies =>
        Is(SegmentMarks.Sacked) ? 0 : (Is(SegmentMarks.Lost) ? 0 : 1) + (Is(SegmentMarks.RepairUnderWay) ? 1 : 0);
}

[Flags]
internal enum SegmentMarks : byte
{
    None = 0,

    Sacked = 1,

    /// <summary>All copies but the last are lost; the last one too, unless <see cref="RepairUnderWay"/>.</summary>
    Lost = 2,

    /// <summary>It was sent again, and that copy is not known to be lost.</summary>
    RepairUnderWay = 4,

    /// <summary>It was sent more than once.</summary>
    Retransmitted = 8,
}
