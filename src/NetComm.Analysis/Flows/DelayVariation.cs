namespace NetComm.Analysis;

/// <summary>
/// IP packet delay variation (RFC 3393) at one receiver: how much longer a packet took than the one sent directly before it, of all such
/// pairs that both came, in whichever order. Exact unless a packet comes so late that over <see cref="MostGaps"/> later gaps are known: its
/// pairs are left out.
/// </summary>
internal sealed class DelayVariation
{
    /// <summary>So many gaps are remembered at the least, twice as many at the most; 256 KiB.</summary>
    private const int MostGaps = 4096;

    /// <summary>Places From … To − 1 have not come; how long the packets before and behind them took. Before place 0: none.</summary>
    private readonly record struct Gap(long From, long To, long Before, long After);

    private readonly List<Gap> _gaps = [];
    private long _next;
    private long _last;
    private Int128 _sum;

    public long Pairs { get; private set; }

    /// <summary>The most negative difference in picoseconds.</summary>
    public long Least { get; private set; } = long.MaxValue;

    /// <summary>The largest difference in picoseconds.</summary>
    public long Most { get; private set; } = long.MinValue;

    /// <summary>A packet came for the first time.</summary>
    /// <param name="latency">How long it took, in picoseconds.</param>
    public void Take(long place, long latency)
    {
        if (place < _next)
        {
            TakeLate(place, latency);
            return;
        }

        if (place > _next) Open(new Gap(_next, place, _last, latency));
        else if (place > 0) Pair(latency - _last);
        _next = place + 1;
        _last = latency;
    }

    public static VariationMeasurement? Pooled(IReadOnlyList<DelayVariation> parts)
    {
        long pairs = parts.Sum(part => part.Pairs);
        if (pairs == 0) return null;
        Int128 sum = parts.Aggregate(Int128.Zero, (total, part) => total + part._sum);
        return new VariationMeasurement(
            new AverageDuration((double)sum / pairs), new SimDuration(parts.Min(part => part.Least)),
            new SimDuration(parts.Max(part => part.Most)));
    }

    private void TakeLate(long place, long latency)
    {
        int at = Find(place);
        if (at < 0) return;
        Gap gap = _gaps[at];
        bool first = place == gap.From, last = place == gap.To - 1;
        if (first && place > 0) Pair(latency - gap.Before);
        if (last) Pair(gap.After - latency);
        if (first && last) _gaps.RemoveAt(at);
        else if (first) _gaps[at] = gap with { From = place + 1, Before = latency };
        else _gaps[at] = gap with { To = place, After = latency };
        if (!first && !last) _gaps.Insert(at + 1, gap with { From = place + 1, Before = latency });
    }

    private void Open(Gap gap)
    {
        if (_gaps.Count == 2 * MostGaps) _gaps.RemoveRange(0, MostGaps);
        _gaps.Add(gap);
    }

    private void Pair(long difference)
    {
        Pairs++;
        _sum += Math.Abs(difference);
        Least = Math.Min(Least, difference);
        Most = Math.Max(Most, difference);
    }

    private int Find(long place)
    {
        int low = 0, high = _gaps.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (place < _gaps[middle].From) high = middle - 1;
            else if (place >= _gaps[middle].To) low = middle + 1;
            else return middle;
        }

        return -1;
    }
}

/// <summary>
/// IP packet delay variation (RFC 3393): by how much the latency of a packet exceeds that of the one sent directly before
/// it. Measured of each such pair that was received, in whichever order it came.
/// </summary>
/// <param name="Mean">The mean of its absolute value: how much neighbours differ. With its sign it would cancel out.</param>
/// <param name="Min">The most negative: how much a packet caught up at most.</param>
/// <param name="Max">The largest: how much one fell behind at most.</param>
public sealed record VariationMeasurement(AverageDuration Mean, SimDuration Min, SimDuration Max);
