namespace NetComm.Reporting.Charts.Layout;

/// <summary>An axis laid out: its range, its unit, its ticks, and the pixel of every value.</summary>
internal abstract class AxisLayout(AxisRoom room)
{
    /// <summary>What stands beside the axis, with the unit.</summary>
    public abstract string Title { get; }

    /// <summary>Round values, ascending.</summary>
    public IReadOnlyList<Tick> Ticks { get; protected set; } = [];

    /// <summary>Lower end in pixels.</summary>
    public double Start => room.Start;

    /// <summary>Upper end in pixels.</summary>
    public double End => room.End;

    /// <summary>
    /// What both ends stand for, on the scale's own measure: base units, of a logarithmic axis their logarithm to base 10, nines.
    /// </summary>
    public abstract (double Low, double High) Ends { get; }

    /// <summary>Of which multiple its labels are, in base units.</summary>
    public virtual double Factor => 1;

    /// <summary>What is common to all values, and left out of its labels, in base units.</summary>
    public virtual double Offset => 0;

    /// <summary>Lays out an axis for the data it has to cover.</summary>
    public static AxisLayout For(Axis axis, Extent data, AxisRoom room) => axis.Scale switch
    {
        AxisScale.Logarithmic => new LogarithmicLayout(axis, data, room),
        AxisScale.Nines => new PercentileAxis(axis, data, room),
        _ => new LinearLayout(axis, data, room),
    };

    /// <summary>The pixel of a value, always within the axis.</summary>
    public double Position(double value) => room.At(Math.Clamp(ShareOf(value), 0, 1));

    /// <summary>The value's place on the axis: 0 at the lower end, 1 at the upper.</summary>
    protected abstract double ShareOf(double value);
}

/// <summary>A labelled place on an axis.</summary>
/// <param name="Position">Along the axis, in pixels.</param>
/// <param name="Label">The round value there, in the unit of the axis.</param>
internal readonly record struct Tick(double Position, string Label);
