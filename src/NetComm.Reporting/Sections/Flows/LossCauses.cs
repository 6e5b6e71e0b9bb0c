using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>Counts the losses of a flow by their causes; as much room as there are causes, however many packets.</summary>
/// <param name="bins">The intervals in which they are counted too.</param>
internal sealed class LossCauses(TimeBins bins)
{
    private readonly SortedDictionary<DropReason, long[]> _inBins = [];
    private readonly Dictionary<LossCause, int> _places = [];
    private readonly List<(LossCause Cause, long Packets, double First, double Last)> _all = [];

    /// <summary>
    /// Each cause with how many packets it ended, and when the first and the last of them were sent; in the order in which they arose.
    /// </summary>
    public IReadOnlyList<(LossCause Cause, long Packets, double First, double Last)> All => _all;

    /// <summary>Each reason with how many packets it ended of those sent in each interval.</summary>
    public IReadOnlyList<(DropReason Reason, IReadOnlyList<long> InBins)> ByReason =>
        [.. _inBins.Select(reason => (reason.Key, (IReadOnlyList<long>)reason.Value))];

    public void Add(LossCause cause, double sentAt)
    {
        if (!_inBins.TryGetValue(cause.Reason, out long[]? inBins)) _inBins[cause.Reason] = inBins = new long[bins.Count];
        inBins[bins.Of(sentAt)]++;
        if (!_places.TryGetValue(cause, out int place))
        {
            _places[cause] = _all.Count;
            _all.Add((cause, 1, sentAt, sentAt));
            return;
        }

        (_, long packets, double first, double last) = _all[place];
        _all[place] = (cause, packets + 1, Math.Min(first, sentAt), Math.Max(last, sentAt));
    }
}

/// <summary>Why packets of a flow did not reach a receiver.</summary>
/// <param name="Receiver">The receiver's place among those of the flow; 0 where any of them would do.</param>
internal readonly record struct LossCause(int Receiver, DropReason Reason, PacketLocation Location);

/// <summary>What the report says of packets that were lost to one receiver for one reason at one place.</summary>
/// <param name="Receiver">The receiver's name; null where any of several would have done.</param>
/// <param name="First">When the first of them was sent, in seconds.</param>
/// <param name="Where">The link, LAN, host or router where they ended.</param>
internal sealed record LossReport(string? Receiver, long Packets, double First, double Last, DropReason Reason, string Where)
{
    /// <summary>Over a link: where packets enter it; null at a node.</summary>
    public string? From { get; init; }

    /// <summary>Over a link: where packets leave it.</summary>
    public string? To { get; init; }
}
