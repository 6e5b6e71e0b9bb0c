namespace NetComm.Model;

/// <summary>Positions as ascending ranges that do not touch: what has come beyond a gap. Allocates nothing once grown.</summary>
internal sealed class ByteRanges
{
    private ByteRange[] _ranges = new ByteRange[8];

    public int Count { get; private set; }

    public long Total { get; private set; }

    public ByteRange this[int index] => _ranges[index];

    /// <summary>Adds positions and says how many of them are new.</summary>
    public long Add(long start, long end)
    {
        int first = FirstEndingFrom(start);
        int last = first;
        long known = 0;
        var merged = new ByteRange(start, end);
        for (; last < Count && _ranges[last].Start <= end; last++)
        {
            known += _ranges[last].Length;
            merged = new(Math.Min(merged.Start, _ranges[last].Start), Math.Max(merged.End, _ranges[last].End));
        }

        Replace(first, last, merged);
        long added = merged.Length - known;
        Total += added;
        return added;
    }

    public void RemoveBelow(long position)
    {
        int gone = 0;
        while (gone < Count && _ranges[gone].End <= position) Total -= _ranges[gone++].Length;
        if (gone > 0)
        {
            Array.Copy(_ranges, gone, _ranges, 0, Count - gone);
            Count -= gone;
        }

        if (Count == 0 || _ranges[0].Start >= position) return;
        Total -= position - _ranges[0].Start;
        _ranges[0] = new(position, _ranges[0].End);
    }

    public void Clear()
    {
        Count = 0;
        Total = 0;
    }

    /// <summary>The index of the first range that ends at this position or later; <see cref="Count"/> if none does.</summary>
    public int FirstEndingFrom(long position)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_ranges[middle].End < position) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    public long CountBelow(long position)
    {
        long count = 0;
        for (int i = 0; i < Count && _ranges[i].Start < position; i++) count += Math.Min(_ranges[i].End, position) - _ranges[i].Start;
        return count;
    }

    private void Replace(int first, int last, ByteRange range)
    {
        int after = first + 1;
        if (last != after)
        {
            if (Count + after - last > _ranges.Length) Array.Resize(ref _ranges, _ranges.Length * 2);
            Array.Copy(_ranges, last, _ranges, after, Count - last);
            Count += after - last;
        }

        _ranges[first] = range;
    }
}

/// <summary>Positions from <paramref name="Start"/> to just before <paramref name="End"/>.</summary>
internal readonly record struct ByteRange(long Start, long End)
{
    public long Length => End - Start;
}
