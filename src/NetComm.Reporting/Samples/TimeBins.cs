namespace NetComm.Reporting.Samples;

/// <summary>
/// A run's time in equal intervals of a round length. What the run's end leaves of another is an interval of its own if it is half as long
/// at least, and else counts with the one before it; the rate of either is over the time that it really lasts.
/// </summary>
/// <remarks>
/// So one packet in the last 2 ms is no peak, and none is no dip. Wireshark's I/O graph divides what came in the rest by a whole interval,
/// which is a dip; iperf3 divides it by the rest, and does not print one that is shorter than a tenth.
/// </remarks>
internal sealed class TimeBins
{
    /// <summary>So many intervals at most divide a run, that charts of different flows can be compared.</summary>
    public const int MostInRun = 60;

    private readonly RoundStep _step;

    public TimeBins(double seconds, int most)
        : this(Math.Max(seconds, 1e-12), RoundStep.AtLeast(Math.Max(seconds, 1e-12) / most))
    {
    }

    private TimeBins(double seconds, RoundStep step)
    {
        _step = step;
        Seconds = seconds;
        Width = step.Times(1);
        Count = (int)Math.Ceiling(step.CountOf(Seconds) - 1e-9);
    }

    public double Seconds { get; }

    public double Width { get; }

    public int Count { get; }

    /// <summary>How many are shown: without a short rest.</summary>
    public int Shown => Count > 1 && Seconds - ((Count - 1) * Width) < Width / 2 ? Count - 1 : Count;

    /// <summary>Seconds of the last interval that is shown, which may be shorter or longer than the others.</summary>
    public double LastWidth => Seconds - ((Shown - 1) * Width);

    /// <summary>The end of the last interval, which may lie after that of the run.</summary>
    public double End => Count * Width;

    /// <summary>The next longer intervals of a round length that hold a whole number of these.</summary>
    public TimeBins Longer() => new(Seconds, _step.Mantissa == 1 ? _step with { Mantissa = 2 } : new RoundStep(1, _step.Exponent + 1));

    /// <summary>
    /// The interval that holds an instant: what divides two belongs to the later, though 0.6 / 0.2 falls short of 3 in a double. The very
    /// end and a short rest belong to the last that is shown.
    /// </summary>
    public int Of(double at) => Math.Clamp((int)(_step.CountOf(at) * (1 + 1e-15)), 0, Shown - 1);

    /// <summary>
    /// The interval that holds an arrival: what divides two belongs to the earlier, in which the packet was transmitted. Else the end of a
    /// steady flow would count one packet more than its beginning.
    /// </summary>
    public int OfArrival(double at) => Math.Clamp((int)Math.Ceiling(_step.CountOf(at) * (1 - 1e-15)) - 1, 0, Shown - 1);

    /// <summary>Bits per second in each interval that is shown, from the bytes in it.</summary>
    public IReadOnlyList<ChartPoint> RatesOf(IReadOnlyList<double> bytes)
    {
        int last = Shown - 1;
        return
        [
            .. Enumerable.Range(0, last).Select(bin => new ChartPoint(bin * Width, bytes[bin] * 8 / Width)),
            new ChartPoint(last * Width, bytes[last] * 8 / LastWidth),
        ];
    }

    /// <summary>Values of the intervals as steps that end with the run.</summary>
    public IReadOnlyList<ChartPoint> ToSteps(IReadOnlyList<ChartPoint> values) =>
        values.Count == 0 ? values : [.. values, values[^1] with { X = Math.Max(values[^1].X, Seconds) }];
}
