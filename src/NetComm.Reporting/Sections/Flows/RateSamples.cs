using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>Bytes of packets that arrived over a run's time, in one group or several.</summary>
internal sealed class RateSamples(TimeBins bins, int groups)
{
    /// <summary>Fewer packets in an interval show when each came, not how many come.</summary>
    private const int LeastPerBin = 4;

    /// <summary>So many intervals are left in any case.</summary>
    private const int FewestBins = 6;

    private readonly double[][] _bytes = [.. Enumerable.Range(0, groups).Select(_ => new double[bins.Count])];
    private long _packets;

    public bool IsEmpty => _packets == 0;

    /// <summary>The intervals, or longer ones where packets are few.</summary>
    public TimeBins Bins
    {
        get
        {
            TimeBins chosen = bins;
            for (TimeBins next = bins.Longer(); _packets < (double)LeastPerBin * groups * chosen.Count && next.Count >= FewestBins;
                next = next.Longer()) chosen = next;
            return chosen;
        }
    }

    public void Add(int group, double at, long bytes)
    {
        _packets++;
        _bytes[group][bins.OfArrival(at)] += bytes;
    }

    /// <summary>Bits per second of a group in each of some intervals, which are as long as the given ones or longer.</summary>
    public IReadOnlyList<ChartPoint> RatesOf(int group, TimeBins intervals)
    {
        var sums = new double[intervals.Count];
        for (int bin = 0; bin < bins.Count; bin++) sums[intervals.Of((bin + 0.5) * bins.Width)] += _bytes[group][bin];
        return intervals.RatesOf(sums);
    }
}
