namespace NetComm.Reporting.Sections.Links;

/// <summary>
/// How many spans of time cover each of many equal intervals, exactly and in a step per span however long it is: a span adds one to all
/// starts of intervals that it covers, what it covers before the first of them, and takes away what it leaves of the last interval.
/// </summary>
/// <param name="width">Picoseconds of an interval.</param>
/// <param name="count">How many there are; what lies beyond the last is left out.</param>
internal sealed class IntervalLoad(long width, int count)
{
    private readonly int[] _startsCovered = new int[count + 1];
    private readonly long[] _ends = new long[count];

    /// <summary>Adds the span from an instant until before another, or with −1 takes it away.</summary>
    public void Add(long from, long until, int sign)
    {
        until = Math.Min(until, width * count);
        if (from >= until) return;
        (int firstStart, int last) = ((int)((from + width - 1) / width), (int)((until - 1) / width));
        if (firstStart > last)
        {
            _ends[last] += sign * (until - from);
            return;
        }

        if (firstStart > 0) _ends[firstStart - 1] += sign * ((firstStart * width) - from);
        _ends[last] -= sign * (((last + 1) * width) - until);
        _startsCovered[firstStart] += sign;
        _startsCovered[last + 1] -= sign;
    }

    /// <summary>Per interval: how many spans cover its start, and the picoseconds covered in it, summed over the spans.</summary>
    public IEnumerable<(int AtStart, long Covered)> Intervals
    {
        get
        {
            int covering = 0;
            for (int i = 0; i < count; i++)
            {
                covering += _startsCovered[i];
                yield return (covering, (covering * width) + _ends[i]);
            }
        }
    }
}
