using NetComm.Analysis;
using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>
/// The running jitter (RFC 3550) at the receivers of a flow, in bounded memory: a line for each of few receivers, of many a cloud.
/// </summary>
internal sealed class JitterSamples
{
    private const double PicosecondsPerSecond = 1e12;

    private readonly RunningJitter[] _running;
    private readonly LineSamples[] _lines;
    private readonly PointCloud? _cloud;

    /// <param name="receivers">How many there are.</param>
    /// <param name="groups">How many are told apart: all, or 1 for all together.</param>
    /// <param name="seconds">How long the run lasted.</param>
    public JitterSamples(int receivers, int groups, double seconds)
    {
        _running = new RunningJitter[Math.Max(1, receivers)];
        _lines = groups == _running.Length ? [.. Enumerable.Range(0, groups).Select(_ => new LineSamples())] : [];
        _cloud = _lines.Length == 0 ? new PointCloud(seconds) : null;
    }

    /// <summary>Whether each receiver has its own line.</summary>
    public bool IsLines => _cloud is null;

    /// <summary>Per group the values in seconds by the time of arrival, and how many there were.</summary>
    public IEnumerable<(IReadOnlyList<ChartPoint> Points, long Count)> Groups =>
        _cloud is { } cloud ? [(cloud.Points, cloud.Count)] : _lines.Select(line => (line.Points, line.Count));

    /// <summary>A packet came for the first time; the instants ascend.</summary>
    public void Add(int receiver, double at, long transitPicoseconds, long? packet = null)
    {
        _running[receiver].Take(transitPicoseconds);
        if (_running[receiver].Value is not { } jitter) return;
        if (_cloud is { } cloud) cloud.Add(at, jitter / PicosecondsPerSecond, packet);
        else _lines[receiver].Add(at, jitter / PicosecondsPerSecond, packet);
    }
}
