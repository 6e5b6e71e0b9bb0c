using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Flows.Latencies;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>
/// What became of each packet of a flow, gathered for its charts in bounded memory however long the run. Few receivers are told
/// apart; of many only all together.
/// </summary>
internal sealed class FlowSamples
{
    /// <summary>As many as there are colours.</summary>
    private const int MostReceivers = 6;

    /// <summary>A nanosecond: below it times differ by rounding.</summary>
    private const double LeastJitter = 1e-9;

    private readonly IReadOnlyList<string> _groups;
    private readonly PointCloud[] _latency;
    private readonly ValueDistribution[] _spread;
    private readonly SortedDictionary<int, long> _sizes = [];
    private readonly LatencyIntervals _latencyIntervals;
    private readonly ValueDistribution _responses = new();
    private readonly PointCloud _lost;
    private readonly long[] _dueInBin;
    private readonly long[] _notLostInBin;
    private readonly double[] _bytesInBin;
    private readonly RateSamples _ipBytes;
    private readonly JitterSamples _jitter;
    private IReadOnlyList<(double Value, long Count)>? _pooled;

    /// <param name="receivers">Their names, in the order of their numbers below.</param>
    /// <param name="seconds">How long the run lasted.</param>
    public FlowSamples(IReadOnlyList<string> receivers, double seconds)
    {
        Bins = new TimeBins(seconds, TimeBins.MostInRun);
        _groups = receivers.Count is > 0 and <= MostReceivers ? receivers : ["all receivers"];
        _latency = [.. _groups.Select(_ => new PointCloud(Seconds))];
        _spread = [.. _groups.Select(_ => new ValueDistribution())];
        _latencyIntervals = new LatencyIntervals(Bins);
        _lost = new PointCloud(Seconds);
        _dueInBin = new long[Bins.Count];
        _notLostInBin = new long[Bins.Count];
        _bytesInBin = new double[Bins.Count];
        _ipBytes = new RateSamples(Bins, _groups.Count);
        _jitter = new JitterSamples(receivers.Count, _groups.Count, Seconds);
    }

    /// <summary>The intervals in which losses and bytes are counted.</summary>
    public TimeBins Bins { get; }

    /// <summary>How long the run lasted.</summary>
    public double Seconds => Bins.Seconds;

    /// <summary>Width of the intervals, in seconds: a round one.</summary>
    public double BinWidth => Bins.Width;

    /// <summary>The end of the last interval: where axes of time end, so that all charts of a run agree.</summary>
    public double AxisEnd => Bins.End;

    /// <summary>Latency by the time of sending, for each receiver or for all together.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ChartPoint> Points, long Count)> Latency =>
        _groups.Select((name, i) => (name, _latency[i].Points, _latency[i].Count));

    /// <summary>The cumulative distribution of latency, likewise.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ChartPoint> Points, long Count)> Spread =>
        _groups.Select((name, i) => (name, _spread[i].Cumulative(), _spread[i].Count));

    /// <summary>The latencies of all receivers, ascending, and how often each occurred.</summary>
    public IReadOnlyList<(double Value, long Count)> Pooled => _pooled ??= ValueDistribution.Pooled(_spread);

    /// <summary>The same of each receiver; of many all together.</summary>
    public IEnumerable<(string Name, IReadOnlyList<(double Value, long Count)> Values)> PooledByReceiver =>
        _groups.Select((name, i) => (name, ValueDistribution.Pooled([_spread[i]])));

    /// <summary>Percentiles of latency by the time of sending, all receivers together; none where packets are few.</summary>
    public IReadOnlyList<LatencyInterval> LatencyIntervals => _latencyIntervals.All();

    /// <summary>How many packets took how long, in rectangles of the plot, all receivers together.</summary>
    public IReadOnlyList<Cell> LatencyCells => LatencyGrid.Of([.. _latencyIntervals.Spread()], LatencyScale);

    /// <summary>The payload sizes in bytes, ascending, and how many packets or requests had each.</summary>
    public IReadOnlyList<(double Value, long Count)> PayloadSizes => [.. _sizes.Select(size => ((double)size.Key, size.Value))];

    /// <summary>The scale that suits the latencies.</summary>
    public AxisScale LatencyScale => Pooled.Count == 0 ? AxisScale.Linear : ScaleRule.For(Pooled[0].Value, Pooled[^1].Value);

    /// <summary>The running jitter by the time of arrival, likewise; a line or, of many receivers, points.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ChartPoint> Points, long Count, bool IsLine)> Jitter =>
        _jitter.Groups.Select((group, i) => (_groups[i], group.Points, group.Count, _jitter.IsLines));

    /// <summary>Whether it ever was more than what comes from rounding.</summary>
    public bool HasJitter => _jitter.Groups.Any(group => group.Points.Any(point => point.Y > LeastJitter));

    /// <summary>Whether any IP packet was counted.</summary>
    public bool HasThroughput => !_ipBytes.IsEmpty;

    /// <summary>The intervals in which packets are numerous enough to speak of their rate.</summary>
    public TimeBins RateBins => _ipBytes.Bins;

    /// <summary>IP bits per second that arrived in each of some intervals, likewise.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ChartPoint> Rates)> ThroughputIn(TimeBins intervals) =>
        _groups.Select((name, i) => (name, _ipBytes.RatesOf(i, intervals)));

    /// <summary>The cumulative distribution of response times, from when requests should have been sent, all together.</summary>
    public (IReadOnlyList<ChartPoint> Points, long Count) Responses => (_responses.Cumulative(), _responses.Count);

    /// <summary>When the lost packets were sent; the values mean nothing.</summary>
    public IReadOnlyList<ChartPoint> Lost => _lost.Points;

    /// <summary>How many were lost.</summary>
    public long LostCount => _lost.Count;

    /// <summary>Share of the packets sent in each interval that were lost.</summary>
    public IReadOnlyList<ChartPoint> LossPerBin =>
        [.. Enumerable.Range(0, _dueInBin.Length).Where(bin => _dueInBin[bin] > 0)
            .Select(bin => new ChartPoint(bin * BinWidth, (_dueInBin[bin] - _notLostInBin[bin]) / (double)_dueInBin[bin]))];

    /// <summary>Bits per second that arrived in each interval, of a stream.</summary>
    public IReadOnlyList<ChartPoint> RatePerBin => Bins.RatesOf(_bytesInBin);

    /// <summary>A packet was sent that is due at so many receivers.</summary>
    public void AddSent(double at, int due) => _dueInBin[BinOf(at)] += due;

    /// <summary>A packet or request was sent with so many bytes of payload.</summary>
    public void AddSize(int bytes) => _sizes[bytes] = _sizes.GetValueOrDefault(bytes) + 1;

    /// <summary>A packet, or the answer to a request, arrived for the first time.</summary>
    public void AddReceived(int receiver, double sentAt, double latency, long? packet = null)
    {
        int group = GroupOf(receiver);
        _pooled = null;
        _latency[group].Add(sentAt, latency, packet);
        _spread[group].Add(latency);
        _latencyIntervals.Add(sentAt, latency);
        _notLostInBin[BinOf(sentAt)]++;
    }

    /// <summary>The answer to a request came so long after the request should have been sent.</summary>
    public void AddResponse(double time) => _responses.Add(time);

    /// <summary>A packet was under way to one of its receivers when the run ended.</summary>
    public void AddUnderWay(double sentAt) => _notLostInBin[BinOf(sentAt)]++;

    /// <summary>A packet will not arrive at one of its receivers: shown where it was sent. Shares of loss need no word of it.</summary>
    public void AddLost(double sentAt, long? packet = null) => _lost.Add(sentAt, 0, packet);

    /// <summary>Bytes of a stream arrived.</summary>
    public void AddBytes(double at, long bytes) => _bytesInBin[Bins.OfArrival(at)] += bytes;

    /// <summary>The transit of a packet that arrived for the first time; the instants ascend.</summary>
    public void AddTransit(int receiver, double at, long picoseconds, long? packet = null) =>
        _jitter.Add(receiver, at, picoseconds, packet);

    /// <summary>An IP packet arrived; also a further copy, a request, a segment.</summary>
    public void AddIpBytes(int receiver, double at, int bytes) => _ipBytes.Add(GroupOf(receiver), at, bytes);

    private int GroupOf(int receiver) => _groups.Count == 1 ? 0 : receiver;

    private int BinOf(double at) => Bins.Of(at);
}
