namespace NetComm.Reporting.Samples;

/// <summary>How values are spread, in bounded memory: exact up to some thousands, then in buckets of 0.1 % width.</summary>
internal sealed class ValueDistribution(int mostExact = 20_000)
{
    /// <summary>Keeps 10 of a double's 52 bits of fraction: neighbouring buckets differ by 1/1024.</summary>
    private const int BucketShift = 42;

    private readonly List<double> _exact = [];
    private readonly Dictionary<long, long> _buckets = [];
    private double _low = double.PositiveInfinity;
    private double _high = double.NegativeInfinity;

    public long Count { get; private set; }

    public void Add(double value)
    {
        Count++;
        _low = Math.Min(_low, value);
        _high = Math.Max(_high, value);
        if (_exact.Count < mostExact && _buckets.Count == 0)
        {
            _exact.Add(value);
            return;
        }

        foreach (double kept in _exact) Put(kept);
        _exact.Clear();
        Put(value);
    }

    /// <summary>
    /// The values of several together, ascending, and how often each occurred; in buckets the upper end of each stands for all in it.
    /// </summary>
    public static IReadOnlyList<(double Value, long Count)> Pooled(IReadOnlyList<ValueDistribution> parts) =>
        parts.Count == 1
            ? [.. parts[0].Steps()]
            : [.. parts.SelectMany(part => part.Steps()).GroupBy(step => step.Value).OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Sum(step => step.Count)))];

    /// <summary>For each value, ascending, the share of all that are not larger; begins at the smallest with 0.</summary>
    public IReadOnlyList<ChartPoint> Cumulative()
    {
        if (Count == 0) return [];
        var points = new List<ChartPoint> { new(_low, 0) };
        long below = 0;
        foreach ((double value, long count) in Steps())
        {
            below += count;
            points.Add(new ChartPoint(value, below / (double)Count));
        }
        return points;
    }

    private IEnumerable<(double Value, long Count)> Steps() =>
        _buckets.Count == 0
            ? _exact.GroupBy(value => value).OrderBy(group => group.Key).Select(group => (group.Key, (long)group.Count()))
            : _buckets.OrderBy(bucket => bucket.Key).Select(bucket => (Math.Clamp(UpperEndOf(bucket.Key), _low, _high), bucket.Value));

    private void Put(double value)
    {
        long bucket = BitConverter.DoubleToInt64Bits(value) >> BucketShift;
        _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + 1;
    }

    private static double UpperEndOf(long bucket) => BitConverter.Int64BitsToDouble((bucket + 1) << BucketShift);
}
