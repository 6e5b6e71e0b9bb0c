using System.Globalization;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>An axis on which equal steps add, with ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed class LinearLayout : AxisLayout
{
    /// <summary>A range this small beside its values cannot be told by the labels: what is common to all moves into the title.</summary>
    private const double NarrowRange = 1e-5;

    private readonly Axis _axis;
    private readonly AxisRoom _room;
    private readonly Unit.Multiple _multiple;
    private readonly double _offset;
    private double _low;
    private double _high;

    public LinearLayout(Axis axis, Extent data, AxisRoom room)
        : base(room)
    {
        _axis = axis;
        _room = room;
        Extent range = RangeOf(axis, data);
        _offset = OffsetOf(range);
        _multiple = axis.Unit.For(Math.Max(Math.Abs(range.Low - _offset), Math.Abs(range.High - _offset)));
        PlaceTicks(
            Scaled(range.Low), Scaled(range.High),
            openLow: axis.From is not { } from || range.Low < from, openHigh: axis.To is not { } to || range.High > to);
    }

    public override string Title
    {
        get
        {
            string unit = _multiple.Symbol.Length == 0 ? "" : $" ({_multiple.Symbol})";
            return _offset == 0 ? $"{_axis.Label}{unit}" : $"{_axis.Label} − {OffsetText}{unit}";
        }
    }

    public override (double Low, double High) Ends => ((_low * _multiple.Factor) + _offset, (_high * _multiple.Factor) + _offset);

    public override double Factor => _multiple.Factor;

    public override double Offset => _offset;

    private string OffsetText
    {
        get
        {
            Unit.Multiple multiple = _axis.Unit.For(Math.Abs(_offset));
            return $"{(_offset / multiple.Factor).ToString("G13", CultureInfo.InvariantCulture)} {multiple.Symbol}".TrimEnd();
        }
    }

    protected override double ShareOf(double value) => (Scaled(value) - _low) / (_high - _low);

    /// <summary>
    /// What to cover: the data and the wished ends; from zero where the data fill less than the upper half; never a range of nothing.
    /// </summary>
    private static Extent RangeOf(Axis axis, Extent data)
    {
        Extent range = data.With(axis.From ?? double.NaN).With(axis.To ?? double.NaN);
        if (range.IsEmpty) return new Extent(0, 1);

        if (axis.From is null && range.Low > 0 && range.Low <= range.High / 2) range = range.With(0);
        double size = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        if (size == 0) return new Extent(0, 1);
        if (range.High - range.Low > size * 1e-12) return range;
        return new Extent(range.Low - (0.05 * size), range.High + (0.05 * size));
    }

    private static double OffsetOf(Extent range)
    {
        double size = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        if (range.High - range.Low >= size * NarrowRange) return 0;
        double grain = PowersOfTen.Of(PowersOfTen.ExponentOf(range.High - range.Low) + 1);
        return Math.Floor(range.Low / grain) * grain;
    }

    private double Scaled(double value) => (value - _offset) / _multiple.Factor;

    private void PlaceTicks(double low, double high, bool openLow, bool openHigh)
    {
        for (int steps = _room.MostSteps; ; steps--)
        {
            var step = RoundStep.AtLeast((high - low) / steps);
            long first = openLow ? (long)Math.Floor(step.CountOf(low) + 1e-9) : (long)Math.Ceiling(step.CountOf(low) - 1e-9);
            long last = openHigh ? (long)Math.Ceiling(step.CountOf(high) - 1e-9) : (long)Math.Floor(step.CountOf(high) + 1e-9);
            _low = openLow ? step.Times(first) : low;
            _high = openHigh ? step.Times(last) : high;
            Ticks = [.. Multiples(step, first, last)];
            if (steps == 1 || _room.Fits(Ticks)) return;
        }
    }

    private IEnumerable<Tick> Multiples(RoundStep step, long first, long last)
    {
        for (long count = first; count <= last; count++)
            yield return new Tick(_room.At((step.Times(count) - _low) / (_high - _low)), step.Label(count));
    }
}
