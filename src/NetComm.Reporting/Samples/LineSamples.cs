namespace NetComm.Reporting.Samples;

/// <summary>
/// A value over time in bounded memory, however long it is watched and however short it lives: all of it while it is little; of much, in
/// each of many columns of its own span, the first, lowest, highest and last value.
/// </summary>
internal sealed class LineSamples
{
    private const int Most = 12_000;

    /// <summary>Two to a pixel of the widest chart.</summary>
    private const int Columns = 1440;

    private readonly List<ChartPoint> _points = [];

    /// <summary>How many values there were.</summary>
    public long Count { get; private set; }

    /// <summary>By ascending time.</summary>
    public IReadOnlyList<ChartPoint> Points => _points;

    /// <summary>The last value; null before the first.</summary>
    public double? Last { get; private set; }

    public double Lowest { get; private set; } = double.PositiveInfinity;

    public double Highest { get; private set; } = double.NegativeInfinity;

    /// <summary>The value from an instant on; the instants ascend.</summary>
    public void Add(double at, double value, long? packet = null)
    {
        Count++;
        Last = value;
        (Lowest, Highest) = (Math.Min(Lowest, value), Math.Max(Highest, value));
        if (_points.Count == Most) Condense();
        _points.Add(new ChartPoint(at, value) { Packet = packet });
    }

    private void Condense()
    {
        (double from, double width) = (_points[0].X, (_points[^1].X - _points[0].X) / Columns);
        int kept = 0;
        for (int first = 0; first < _points.Count;)
        {
            int column = ColumnOf(_points[first].X);
            (int low, int high, int last) = (first, first, first);
            for (; last + 1 < _points.Count && ColumnOf(_points[last + 1].X) == column; last++)
            {
                if (_points[last + 1].Y < _points[low].Y) low = last + 1;
                if (_points[last + 1].Y > _points[high].Y) high = last + 1;
            }
            // What is kept is written over what was read before it.
            foreach (int place in new SortedSet<int> { first, low, high, last }) _points[kept++] = _points[place];
            first = last + 1;
        }
        _points.RemoveRange(kept, _points.Count - kept);

        int ColumnOf(double at) => width > 0 ? (int)((at - from) / width) : 0;
    }
}
