using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows.Latencies;

/// <summary>Latencies by the interval in which their packets were sent, all receivers together, in bounded memory.</summary>
internal sealed class LatencyIntervals(TimeBins bins)
{
    /// <summary>Of fewer packets percentiles over time say less than the packets themselves.</summary>
    public const int LeastPackets = 200;

    /// <summary>Of fewer packets an interval has no percentiles.</summary>
    public const int LeastInInterval = 10;

    /// <summary>So many intervals at least make a course.</summary>
    private const int FewestIntervals = 6;

    /// <summary>Latencies of an interval that are kept exactly: 60 intervals × 2000 × 8 B = 1 MB for a flow.</summary>
    private const int MostExact = 2000;

    private readonly ValueDistribution[] _spread = [.. Enumerable.Range(0, bins.Count).Select(_ => new ValueDistribution(MostExact))];

    public void Add(double sentAt, double latency) => _spread[bins.Of(sentAt)].Add(latency);

    /// <summary>
    /// The intervals with enough packets, in order; none where packets are few. They are longer ones where half of them would have too few
    /// packets else.
    /// </summary>
    public IReadOnlyList<LatencyInterval> All()
    {
        if (_spread.Sum(spread => spread.Count) < LeastPackets) return [];
        for (TimeBins intervals = bins; intervals.Count >= FewestIntervals; intervals = intervals.Longer())
        {
            ValueDistribution[][] parts = [.. Enumerable.Range(0, intervals.Shown).Select(place => PartsOf(intervals, place))];
            if (MedianOf(parts.Select(part => part.Sum(spread => spread.Count)).Where(count => count > 0)) < LeastInInterval) continue;
            return [.. parts.Select((part, place) => IntervalOf(part, intervals, place)).Where(one => one.Count >= LeastInInterval)];
        }
        return [];
    }

    /// <summary>How many packets took how long in each of the shortest intervals, in order.</summary>
    public IEnumerable<(double From, double To, IReadOnlyList<(double Value, long Count)> Values)> Spread() =>
        Enumerable.Range(0, bins.Shown)
            .Select(place => (place * bins.Width, EndOf(bins, place), ValueDistribution.Pooled([_spread[place]])));

    private static double EndOf(TimeBins intervals, int place) =>
        place == intervals.Shown - 1 ? intervals.Seconds : (place + 1) * intervals.Width;

    private ValueDistribution[] PartsOf(TimeBins intervals, int place) =>
        [.. _spread.Where((_, bin) => intervals.Of((bin + 0.5) * bins.Width) == place)];

    private static LatencyInterval IntervalOf(ValueDistribution[] parts, TimeBins intervals, int place)
    {
        IReadOnlyList<(double Value, long Count)> values = ValueDistribution.Pooled(parts);
        long count = values.Sum(value => value.Count);
        return new LatencyInterval(place * intervals.Width, EndOf(intervals, place), count)
        {
            Width = intervals.Width,
            P50 = Percentile(50),
            P95 = Percentile(95),
            P99 = Percentile(99),
        };

        double Percentile(int percent) => count == 0 ? 0 : AtRank(values, ((count * percent) + 99) / 100);
    }

    /// <summary>The value of a rank from 1: nearest-rank, as in the figures.</summary>
    private static double AtRank(IReadOnlyList<(double Value, long Count)> values, long rank)
    {
        foreach ((double value, long count) in values)
            if ((rank -= count) <= 0)
                return value;
        return values[^1].Value;
    }

    private static long MedianOf(IEnumerable<long> counts)
    {
        List<long> ordered = [.. counts.Order()];
        return ordered[ordered.Count / 2];
    }
}

/// <summary>How long the packets took that were sent in an interval, in seconds.</summary>
/// <param name="To">Its end; of the last one that of the run.</param>
internal sealed record LatencyInterval(double From, double To, long Count)
{
    /// <summary>How long all but the last are.</summary>
    public required double Width { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }
}
