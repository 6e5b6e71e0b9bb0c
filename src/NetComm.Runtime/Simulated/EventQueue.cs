namespace NetComm.Runtime.Simulated;

/// <summary>What is due, by (time, sequence): a heap with four branches, whose entries of 16 bytes share a cache line.</summary>
internal sealed class EventQueue
{
    /// <summary>Of an entry's second half, the bits that say whose it is; those above them are its sequence number.</summary>
    private const int SlotBits = 24;

    internal const int Slots = 1 << SlotBits;

    internal readonly struct Entry(long time, long sequence, int slot)
    {
        private readonly long _order = sequence << SlotBits | (long)slot;

        internal long Time => time;

        internal long Sequence => _order >> SlotBits;

        internal int Slot => (int)_order & (Slots - 1);

        internal bool Precedes(in Entry other) => time < other.Time || (time == other.Time && _order < other._order);
    }

    private Entry[] _heap = new Entry[256];
    private int _count;

    // The place at the top is free: what is over mostly leads to something new, which then sinks from there.
    private bool _isFirstOver;

    /// <summary>The first entry; false where there is none.</summary>
    internal bool TryPeek(out Entry first)
    {
        if (_isFirstOver) CloseGap();
        first = _heap[0];
        return _count > 0;
    }

    internal void Add(long time, long sequence, int slot)
    {
        var entry = new Entry(time, sequence, slot);
        if (_isFirstOver)
        {
            _isFirstOver = false;
            Sink(entry);
            return;
        }

        if (_count == _heap.Length) Array.Resize(ref _heap, _count * 2);
        Rise(_count++, entry);
    }

    /// <summary>The first is over.</summary>
    internal void RemoveFirst() => _isFirstOver = true;

    private void CloseGap()
    {
        _isFirstOver = false;
        Entry last = _heap[--_count];
        if (_count > 0) Sink(last);
    }

    private void Rise(int place, Entry entry)
    {
        Entry[] heap = _heap;
        while (place > 0)
        {
            int parent = (place - 1) >> 2;
            if (!entry.Precedes(heap[parent])) break;
            heap[place] = heap[parent];
            place = parent;
        }

        heap[place] = entry;
    }

    private void Sink(Entry entry)
    {
        Entry[] heap = _heap;
        int count = _count;
        int place = 0;
        while (true)
        {
            int child = (place << 2) + 1;
            if (child >= count) break;
            int end = Math.Min(child + 4, count);
            int least = child;
            for (int other = child + 1; other < end; other++)
            {
                if (heap[other].Precedes(heap[least])) least = other;
            }

            if (!heap[least].Precedes(entry)) break;
            heap[place] = heap[least];
            place = least;
        }

        heap[place] = entry;
    }
}
