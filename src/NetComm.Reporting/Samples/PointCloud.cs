namespace NetComm.Reporting.Samples;

/// <summary>
/// Values over a run's time in bounded memory: all of them while they are few, of many those that a chart shows, extremes always.
/// </summary>
internal sealed class PointCloud(double seconds)
{
    /// <summary>Four to a pixel of the widest chart.</summary>
    private const int Columns = 2880;

    /// <summary>Points kept in a column before only its extremes are: 4 columns × 64 points fill a pixel column of 260 pixels.</summary>
    private const int Room = 64;

    private readonly List<ChartPoint> _points = [];
    private readonly int[] _counts = new int[Columns];
    private readonly Dictionary<int, (ChartPoint Low, ChartPoint High)> _extremes = [];

    /// <summary>How many values there were.</summary>
    public long Count { get; private set; }

    /// <summary>The points to draw: their order is by column where there were too many to keep.</summary>
    public IReadOnlyList<ChartPoint> Points =>
        _extremes.Count == 0
            ? _points : [.. _points, .. _extremes.OrderBy(e => e.Key).SelectMany(e => new[] { e.Value.Low, e.Value.High })];

    /// <summary>One more value.</summary>
    public void Add(double at, double value, long? packet = null)
    {
        Count++;
        ChartPoint point = new(at, value) { Packet = packet };
        int column = Math.Clamp((int)(at / seconds * Columns), 0, Columns - 1);
        if (_counts[column]++ < Room)
        {
            _points.Add(point);
            return;
        }

        (ChartPoint low, ChartPoint high) = _extremes.GetValueOrDefault(column, (point, point));
        _extremes[column] = (value < low.Y ? point : low, value > high.Y ? point : high);
    }
}
