namespace NetComm.Reporting.Charts.Layout;

/// <summary>An axis on which equal steps multiply. Each tick carries its own unit: 10 µs, 1 ms, 100 ms.</summary>
internal sealed class LogarithmicLayout : AxisLayout
{
    private static readonly int[][] Mantissas = [[1, 2, 5], [1]];

    private readonly Axis _axis;
    private readonly AxisRoom _room;
    private readonly double _low;
    private readonly double _high;

    public LogarithmicLayout(Axis axis, Extent data, AxisRoom room)
        : base(room)
    {
        _axis = axis;
        _room = room;
        Extent range = data;
        if (axis.From is > 0) range = range.With(axis.From.Value);
        if (axis.To is > 0) range = range.With(axis.To.Value);
        if (range.IsEmpty) range = new Extent(1, 10);
        _low = PortableMath.Log10(axis.From == range.Low ? range.Low : FloorOf(range.Low));
        _high = PortableMath.Log10(axis.To == range.High ? range.High : RoundStep.AtLeast(range.High).Times(1));
        if (_high - _low < 1e-9) _high = _low + 1;
        PlaceTicks();
    }

    public override string Title => _axis.Label;

    public override (double Low, double High) Ends => (_low, _high);

    protected override double ShareOf(double value) => value > 0 ? (PortableMath.Log10(value) - _low) / (_high - _low) : 0;

    /// <summary>The largest round value not above the given one.</summary>
    private static double FloorOf(double value)
    {
        int exponent = PowersOfTen.ExponentOf(value);
        foreach (int mantissa in (ReadOnlySpan<int>)[5, 2])
            if (mantissa * PowersOfTen.Of(exponent) <= value * (1 + 1e-9))
                return mantissa * PowersOfTen.Of(exponent);
        return PowersOfTen.Of(exponent);
    }

    private void PlaceTicks()
    {
        foreach (int[] mantissas in Mantissas)
        {
            Ticks = [.. Values(mantissas, everyDecade: 1)];
            if (Ticks.Count > 1 && _room.Fits(Ticks)) return;
        }

        for (int every = 2; every < 700; every++)
        {
            Ticks = [.. Values([1], every)];
            if (_room.Fits(Ticks)) return;
        }
    }

    private IEnumerable<Tick> Values(int[] mantissas, int everyDecade)
    {
        for (var exponent = (int)Math.Floor(_low); exponent <= _high + 1; exponent++)
            foreach (int mantissa in mantissas)
            {
                double value = mantissa * PowersOfTen.Of(exponent);
                double share = ShareOf(value);
                if (exponent % everyDecade == 0 && share > -1e-9 && share < 1 + 1e-9)
                    yield return new Tick(_room.At(share), _axis.Unit.FormatRound(mantissa, exponent));
            }
    }
}
