using System.Collections.ObjectModel;
using System.Numerics;

namespace NetComm.Analysis;

/// <summary>The latencies of one receiver: every one of them, or a histogram once the flow has too many; sums are exact in both.</summary>
internal sealed class LatencySamples(int room)
{
    private long[] _all = room > 0 ? GC.AllocateUninitializedArray<long>(room) : [];
    private LatencyHistogram? _histogram;
    private long _zeros;
    private Int128 _sum;
    private UInt128 _squares;

    public long Count { get; private set; }

    public long Least { get; private set; } = long.MaxValue;

    public long Most { get; private set; } = long.MinValue;

    public bool IsHistogram => _histogram is not null;

    public void Add(long picoseconds)
    {
        if (_histogram is { } histogram) histogram.Add(Math.Max(0, picoseconds));
        else Keep(picoseconds);
        Count++;
        _sum += picoseconds;
        ulong size = (ulong)Math.Abs(picoseconds);
        ulong high = Math.BigMul(size, size, out ulong low);
        _squares += new UInt128(high, low);
        Least = Math.Min(Least, picoseconds);
        Most = Math.Max(Most, picoseconds);
    }

    /// <summary>A sample of no time at all, where there are many such and none below: it takes no memory.</summary>
    public void AddZero()
    {
        Count++;
        _zeros++;
        Least = Math.Min(Least, 0);
        Most = Math.Max(Most, 0);
    }

    public void Condense()
    {
        if (_histogram is not null) return;
        var histogram = new LatencyHistogram();
        foreach (long value in Values) histogram.Add(Math.Max(0, value));
        _histogram = histogram;
        _all = [];
    }

    /// <param name="percents">Percentiles that are asked for besides the usual ones.</param>
    public static LatencyMeasurement? Pooled(IReadOnlyList<LatencySamples> parts, params IReadOnlyList<decimal> percents)
    {
        long count = parts.Sum(part => part.Count);
        if (count == 0) return null;

        Func<long, long> atRank = parts.Any(part => part.IsHistogram) ? MergedHistogram(parts).AtRank : SortedRanks(parts);
        (long least, long most) = (parts.Min(part => part.Least), parts.Max(part => part.Most));
        SimDuration Percentile(decimal percent) => new(Math.Clamp(atRank((long)Math.Ceiling(count * percent / 100)), least, most));
        return new LatencyMeasurement
        {
            Samples = count,
            Min = new SimDuration(least),
            Mean = new AverageDuration((double)Total(parts) / count),
            P50 = Percentile(50),
            P90 = Percentile(90),
            P95 = Percentile(95),
            P99 = Percentile(99),
            OtherPercentiles = percents.Count == 0 ? ReadOnlyDictionary<decimal, SimDuration>.Empty
                : percents.ToDictionary(percent => percent, Percentile),
            Max = new SimDuration(most),
            StandardDeviation = new AverageDuration(Deviation(parts, count)),
            FromHistogram = parts.Any(part => part.IsHistogram),
        };
    }

    /// <summary>How many samples are kept one by one, or stand in the histogram.</summary>
    private long Kept => Count - _zeros;

    private ReadOnlySpan<long> Values => _all.AsSpan(0, IsHistogram ? 0 : (int)Kept);

    private void Keep(long picoseconds)
    {
        if (Kept == _all.Length) Array.Resize(ref _all, Math.Max(256, 2 * _all.Length));
        _all[Kept] = picoseconds;
    }

    private static Func<long, long> SortedRanks(IReadOnlyList<LatencySamples> parts)
    {
        long zeros = parts.Sum(part => part._zeros);
        var sorted = new long[parts.Sum(part => part.Kept)];
        int used = 0;
        foreach (LatencySamples part in parts)
        {
            part.Values.CopyTo(sorted.AsSpan(used));
            used += part.Values.Length;
        }

        Array.Sort(sorted);
        return rank => rank <= zeros ? 0 : sorted[rank - zeros - 1];
    }

    private static LatencyHistogram MergedHistogram(IReadOnlyList<LatencySamples> parts)
    {
        var merged = new LatencyHistogram();
        foreach (LatencySamples part in parts)
        {
            if (part._histogram is { } histogram) merged.AddAll(histogram);
            foreach (long value in part.Values) merged.Add(Math.Max(0, value));
            merged.AddZeros(part._zeros);
        }

        return merged;
    }

    private static BigInteger Total(IReadOnlyList<LatencySamples> parts) =>
        parts.Aggregate(BigInteger.Zero, (total, part) => total + part._sum);

    /// <summary>√(n Σx² − (Σx)²) / n, the difference exact.</summary>
    private static double Deviation(IReadOnlyList<LatencySamples> parts, long count)
    {
        BigInteger squares = parts.Aggregate(BigInteger.Zero, (total, part) => total + part._squares);
        BigInteger sum = Total(parts);
        return Math.Sqrt((double)(count * squares - sum * sum)) / count;
    }
}
