namespace NetComm.Reporting.Charts.Layout;

/// <summary>An axis of percentiles on which every further nine is as far as the one before: 0 %, 90 %, 99 %, 99.9 %.</summary>
internal sealed class PercentileAxis : AxisLayout
{
    private const int MostNines = 15;

    /// <summary>What stands between the nines, from most to least.</summary>
    private static readonly double[][] Between = [[0.25, 0.5, 0.75, 0.95], [0.5, 0.75, 0.95], [0.5], []];

    private readonly Axis _axis;
    private readonly double _end;

    public PercentileAxis(Axis axis, Extent data, AxisRoom room)
        : base(room)
    {
        _axis = axis;
        _end = Math.Max(1, NinesOf(Math.Max(data.IsEmpty ? 0 : data.High, axis.To ?? 0)));
        foreach (double[] between in Between)
        {
            Ticks = [.. Shares(between).Where(share => NinesOf(share) <= _end + 1e-9)
                .Select(share => new Tick(room.At(ShareOf(share)), LabelOf(share)))];
            if (room.Fits(Ticks)) return;
        }
    }

    public override string Title => _axis.Label;

    public override (double Low, double High) Ends => (0, _end);

    protected override double ShareOf(double value) => NinesOf(value) / _end;

    private static double NinesOf(double share) => share <= 0 ? 0 : Math.Min(MostNines, -PortableMath.Log10(Math.Max(1e-300, 1 - share)));

    private static IEnumerable<double> Shares(double[] between) =>
        between.Concat(Enumerable.Range(0, MostNines).Select(nines => 1 - PowersOfTen.Of(-nines))).Order();

    /// <summary>Shares are exact in per cent: <c>99.99 %</c>.</summary>
    private static string LabelOf(double share) =>
        $"{((decimal)share * 100).ToString("0.#############", System.Globalization.CultureInfo.InvariantCulture)} %";
}
