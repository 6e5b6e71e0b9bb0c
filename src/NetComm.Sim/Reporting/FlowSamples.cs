using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Reporting;

/// <summary>
/// What became of each packet of a flow, gathered for its charts in bounded memory however long the run. Few receivers are told
/// apart; of many only all together.
/// </summary>
internal sealed class FlowSamples
{
    /// <summary>As many as there are colours.</summary>
    private const int MostReceivers = 6;

    private const int Bins = 60;

    private readonly IReadOnlyList<string> _groups;
    private readonly PointCloud[] _latency;
    private readonly ValueDistribution[] _spread;
    private readonly PointCloud _lost;
    private readonly long[] _dueInBin;
    private readonly long[] _notLostInBin;
    private readonly double[] _bytesInBin;

    /// <param name="receivers">Their names, in the order of their numbers below.</param>
    /// <param name="seconds">How long the run lasted.</param>
    public FlowSamples(IReadOnlyList<string> receivers, double seconds)
    {
        Seconds = Math.Max(seconds, 1e-12);
        _groups = receivers.Count is > 0 and <= MostReceivers ? receivers : ["all receivers"];
        _latency = [.. _groups.Select(_ => new PointCloud(Seconds))];
        _spread = [.. _groups.Select(_ => new ValueDistribution())];
        _lost = new PointCloud(Seconds);
        var step = RoundStep.AtLeast(Seconds / Bins);
        BinWidth = step.Times(1);
        var bins = (int)Math.Ceiling(step.CountOf(Seconds) - 1e-9);
        _dueInBin = new long[bins];
        _notLostInBin = new long[bins];
        _bytesInBin = new double[bins];
    }

    /// <summary>How long the run lasted.</summary>
    public double Seconds { get; }

    /// <summary>Width of the intervals in which losses and bytes are counted, in seconds: a round one.</summary>
    public double BinWidth { get; }

    /// <summary>The end of the last interval: where axes of time end, so that all charts of a run agree.</summary>
    public double AxisEnd => _dueInBin.Length * BinWidth;

    /// <summary>Latency by the time of sending, for each receiver or for all together.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ChartPoint> Points, long Count)> Latency =>
        _groups.Select((name, i) => (name, _latency[i].Points, _latency[i].Count));

    /// <summary>The cumulative distribution of latency, likewise.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ChartPoint> Points, long Count)> Spread =>
        _groups.Select((name, i) => (name, _spread[i].Cumulative(), _spread[i].Count));

    /// <summary>When the lost packets were sent.</summary>
    public IEnumerable<double> Lost => _lost.Points.Select(point => point.X);

    /// <summary>How many were lost.</summary>
    public long LostCount => _lost.Count;

    /// <summary>Share of the packets sent in each interval that were lost.</summary>
    public IReadOnlyList<ChartPoint> LossPerBin =>
        [.. Enumerable.Range(0, _dueInBin.Length).Where(bin => _dueInBin[bin] > 0)
            .Select(bin => new ChartPoint(bin * BinWidth, (_dueInBin[bin] - _notLostInBin[bin]) / (double)_dueInBin[bin]))];

    /// <summary>Bits per second that arrived in each interval, of a stream.</summary>
    public IReadOnlyList<ChartPoint> RatePerBin =>
        [.. _bytesInBin.Select((bytes, bin) => new ChartPoint(bin * BinWidth, bytes * 8 / Math.Min(BinWidth, Seconds - (bin * BinWidth))))];

    /// <summary>A packet was sent that is due at so many receivers.</summary>
    public void AddSent(double at, int due) => _dueInBin[BinOf(at)] += due;

    /// <summary>A packet, or the answer to a request, arrived for the first time.</summary>
    public void AddReceived(int receiver, double sentAt, double latency)
    {
        var group = _groups.Count == 1 ? 0 : receiver;
        _latency[group].Add(sentAt, latency);
        _spread[group].Add(latency);
        _notLostInBin[BinOf(sentAt)]++;
    }

    /// <summary>A packet was under way to one of its receivers when the run ended.</summary>
    public void AddUnderWay(double sentAt) => _notLostInBin[BinOf(sentAt)]++;

    /// <summary>A packet will not arrive at one of its receivers: shown where it was sent. Shares of loss need no word of it.</summary>
    public void AddLost(double sentAt) => _lost.Add(sentAt, 0);

    /// <summary>Bytes of a stream arrived.</summary>
    public void AddBytes(double at, long bytes) => _bytesInBin[BinOf(at)] += bytes;

    private int BinOf(double at) => Math.Clamp((int)(at / BinWidth), 0, _dueInBin.Length - 1);
}
