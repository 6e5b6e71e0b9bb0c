namespace NetComm.Analysis;

/// <summary>
/// How losses bunch (RFC 3357: loss periods). A burst is every run of packets that were sent one behind the other and all lost, a single
/// one too; one that arrived, or was under way when the run ended, or was not due there ends it.
/// </summary>
/// <param name="Count">How many bursts there were; several receivers: their sum.</param>
/// <param name="MeanLength">Packets in a burst, on average; null where there was none.</param>
/// <param name="Longest">Packets in the longest; 0 where there was none.</param>
public sealed record BurstMeasurement(long Count, double? MeanLength, long Longest);

/// <summary>Packets lost in a row, in the order of sending (RFC 3357: a loss period).</summary>
/// <param name="First">When the first of them was sent.</param>
/// <param name="Last">When the last of them was sent.</param>
internal readonly record struct LossBurst(long Packets, SimTime First, SimTime Last);

/// <summary>
/// The bursts of losses at one receiver, by the order of sending. Losses may be told in any order and be taken back. Exact unless one is
/// told or taken back when over <see cref="MostOpen"/> later bursts are known: then the earlier ones are settled.
/// </summary>
internal sealed class LossRuns
{
    public const int MostKept = 24;

    /// <summary>So many bursts can still change at the least, twice as many at the most; 256 KiB.</summary>
    private const int MostOpen = 4096;

    /// <summary>Places From … To − 1 are lost.</summary>
    private record struct Run(long From, long To, SimTime First, SimTime Last)
    {
        public readonly LossBurst Burst => new(To - From, First, Last);
    }

    private readonly List<Run> _open = [];
    private readonly List<LossBurst> _kept = [];
    private long _settledTo;
    private long _count;
    private long _packets;
    private long _longest;

    public void Add(long place, SimTime sentAt)
    {
        if (place < _settledTo) return;
        int after = FirstBehind(place);
        if (after > 0 && place < _open[after - 1].To) return;
        bool joinsLeft = after > 0 && _open[after - 1].To == place;
        bool joinsRight = after < _open.Count && _open[after].From == place + 1;
        if (joinsLeft && joinsRight)
        {
            _open[after - 1] = _open[after - 1] with { To = _open[after].To, Last = _open[after].Last };
            _open.RemoveAt(after);
        }
        else if (joinsLeft)
        {
            _open[after - 1] = _open[after - 1] with { To = place + 1, Last = sentAt };
        }
        else if (joinsRight)
        {
            _open[after] = _open[after] with { From = place, First = sentAt };
        }
        else
        {
            _open.Insert(after, new Run(place, place + 1, sentAt, sentAt));
            SettleOldest();
        }
    }

    /// <summary>A packet has come, or another copy of it is under way: if it was told lost, it is not.</summary>
    public void TakeBack(long place, SimTime sentAt)
    {
        if (_open.Count == 0 || place >= _open[^1].To) return;
        int at = FirstBehind(place) - 1;
        if (at < 0 || place >= _open[at].To) return;

        // Where a burst falls apart, its halves end with the packet that parts them.
        Run run = _open[at];
        if (place + 1 < run.To) _open.Insert(at + 1, run with { From = place + 1, First = sentAt });
        if (place > run.From) _open[at] = run with { To = place, Last = sentAt };
        else _open.RemoveAt(at);
        SettleOldest();
    }

    public static BurstMeasurement Pooled(IReadOnlyList<LossRuns> parts)
    {
        long count = parts.Sum(part => part._count + part._open.Count);
        long packets = parts.Sum(part => part._packets + part._open.Sum(run => run.Burst.Packets));
        long longest = parts.Max(part => Math.Max(part._longest, part._open.Count == 0 ? 0 : part._open.Max(run => run.Burst.Packets)));
        return new BurstMeasurement(count, Rounding.Share(packets, count), longest);
    }

    /// <summary>The longest bursts of two packets or more, of all these receivers, in the order of time.</summary>
    public static IReadOnlyList<LossBurst> Longest(IReadOnlyList<LossRuns> parts) =>
    [
        .. parts.SelectMany(part => part._kept.Concat(part._open.Select(run => run.Burst).Where(burst => burst.Packets > 1)))
            .OrderByDescending(burst => burst.Packets).ThenBy(burst => burst.First).Take(MostKept)
            .OrderBy(burst => burst.First).ThenBy(burst => burst.Last),
    ];

    private void SettleOldest()
    {
        if (_open.Count < 2 * MostOpen) return;
        foreach (Run run in _open.Take(MostOpen)) Settle(run.Burst);
        _settledTo = _open[MostOpen - 1].To;
        _open.RemoveRange(0, MostOpen);
    }

    private void Settle(LossBurst burst)
    {
        _count++;
        _packets += burst.Packets;
        _longest = Math.Max(_longest, burst.Packets);
        if (burst.Packets < 2 || (_kept.Count == MostKept && burst.Packets <= _kept[^1].Packets)) return;
        if (_kept.Count == MostKept) _kept.RemoveAt(MostKept - 1);
        int place = _kept.FindIndex(kept => kept.Packets < burst.Packets);
        _kept.Insert(place < 0 ? _kept.Count : place, burst);
    }

    private int FirstBehind(long place)
    {
        if (_open.Count == 0 || _open[^1].From <= place) return _open.Count;
        int low = 0, high = _open.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_open[middle].From > place) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
