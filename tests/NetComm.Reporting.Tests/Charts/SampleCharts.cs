using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Tests.Charts;

/// <summary>Charts as reports draw them, from made-up data.</summary>
internal static class SampleCharts
{
    public static Axis Time { get; } = new("Sent at", Unit.Seconds) { From = 0, To = 12 };

    public static Axis Latency { get; } = new("Latency", Unit.Seconds);

    public static Chart LatencyOverTime { get; } = new()
    {
        Title = "call: latency over time",
        Description = "One-way latency of every packet of the flow call by the time it was sent.",
        X = Time,
        Y = Latency,
        Series = [Series.Points("call", Samples(600, 12, 0.020, 0.004)),
            Series.Lane("lost", [2.1, 2.14, 5.5, 8.02, 8.1, 8.3, 8.5, 8.7, 8.9]) with { Style = 1 }],
        Marks = [new(8, "core down"), new(9, "core up"), new(11, "core: loss 20 %, delay 80 ms")],
    };

    public static Chart Cumulative { get; } = new()
    {
        Title = "stream: latency, cumulative",
        Description = "Share of the packets that took at most so long, for each receiver.",
        X = new("Latency", Unit.Seconds),
        Y = new("Packets that arrived within", Unit.Share) { From = 0, To = 1 },
        Series =
        [
            Series.Step("bob", Cdf(Samples(200, 1, 0.020, 0.004))),
            Series.Step("sensor-3", Cdf(Samples(200, 1, 0.024, 0.006))),
            Series.Step("sensor-with-a-name-of-sixty-three-letters-which-is-the-longest-one", Cdf(Samples(200, 1, 0.031, 0.002))),
        ],
        Lines = [new(0.95, "95 %")],
    };

    public static Chart LossOverTime { get; } = new()
    {
        Title = "call: loss over time",
        Description = "Share of the packets sent in each half second that were lost.",
        X = Time,
        Y = new("Lost", Unit.Share) { From = 0 },
        Series = [Series.Bars("call", [new(2, 0.08), new(5.5, 0.02), new(8, 0.64), new(8.5, 1), new(11, 0.18), new(11.5, 0.24)], 0.5)],
        Marks = [new(8, "core down"), new(9, "core up"), new(11, "core: loss 20 %, delay 80 ms")],
    };

    public static Chart LossBursts { get; } = LossOverTime with
    {
        Title = "call: loss over time, with its bursts",
        Bands =
        [
            new(
                "two or more lost in a row",
                [new(2.1, 2.1, "2 lost in a row"), new(8, 9, "50 lost in a row"), new(8.5, 9.2, "20 lost in a row"),
                    new(11.2, 11.4, "9 lost in a row")]),
        ],
    };

    /// <summary>Two outages that overlap, one that lasts an instant, one until the end; losses in a row; and a change that stays.</summary>
    public static Chart Outages { get; } = LatencyOverTime with
    {
        Title = "call: latency over time, with outages",
        Marks = [new(11, "core: loss 20 %, delay 80 ms")],
        Bands =
        [
            new(
                "down or crashed",
                [new(2, 4, "core down"), new(3, 5, "bob crashed"), new(8, 8, "edge down"), new(9, 12, "edge down")], BandKind.Outages),
            new("two or more lost in a row", [new(2.1, 3.9, "50 lost in a row"), new(6, 6.1, "2 lost in a row")]),
        ],
    };

    /// <summary>More outages than their labels have room.</summary>
    public static Chart ManyOutages { get; } = LossOverTime with
    {
        Title = "call: loss over time, with a link that comes and goes",
        Marks = [],
        Bands =
        [
            new(
                "down", [.. Enumerable.Range(0, 20).Select(i => new Band(1 + (i * 0.5), 1.25 + (i * 0.5), "between-routers down"))],
                BandKind.Outages),
        ],
    };

    /// <summary>Bars on bars; in the second interval the first of them is missing.</summary>
    public static Chart StackedBars { get; } = LossOverTime with
    {
        Title = "call: why packets were lost",
        Y = new("Packets lost", Unit.Count) { From = 0 },
        Series = Series.Stack(
            [
                ("queue full", [new(2, 4), new(5, 0), new(8, 3)]), ("lost", [new(2, 1), new(5, 2), new(8, 3)]),
                ("link down", [new(2, 0), new(5, 0), new(8, 6)]),
            ],
            0.5),
    };

    public static Chart EveryStyle { get; } = new()
    {
        Title = "Six lines that differ in colour, dash and marker, under a title that is so long that it needs a second line on the page",
        Description = "A straight line for each style.",
        X = new("Offered load", Unit.BitsPerSecond) { From = 0 },
        Y = new("Carried load", Unit.BitsPerSecond) { From = 0 },
        Series = [.. Enumerable.Range(1, 6)
            .Select(n => Series.Line($"flow {n}", [.. Enumerable.Range(0, 9).Select(i => new ChartPoint(i * 2.5e6, i * 4e5 * n))]))],
    };

    public static Chart Logarithmic { get; } = new()
    {
        Title = "Waiting time by load",
        Description = "Mean waiting time, simulated and in theory.",
        X = new("Utilisation", Unit.Share) { From = 0, To = 1 },
        Y = new("Mean wait", Unit.Seconds) { Scale = AxisScale.Logarithmic },
        Series =
        [
            Series.Line("M/M/1", [.. Enumerable.Range(1, 98).Select(i => new ChartPoint(i / 100.0, 1e-3 * i / (100.0 - i)))]),
            Series.Points("simulated", [.. Enumerable.Range(1, 19).Select(i => new ChartPoint(i / 20.0, 1.1e-3 * i / (20.0 - i)))]),
        ],
    };

    public static Chart ManyMarks { get; } = LossOverTime with
    {
        Title = "More marks than have room for a label",
        Marks = [.. Enumerable.Range(0, 20).Select(i => new VerticalMark(7 + (i * 0.2), $"link-{i} down"))],
    };

    public static Chart GroupedBars { get; } = new()
    {
        Title = "Packets per second",
        Description = "Packets sent and received in each second.",
        X = new("Time", Unit.Seconds) { From = 0, To = 10 },
        Y = new("Packets", Unit.Count),
        Series =
        [
            Series.Bars("sent", [.. Enumerable.Range(0, 10).Select(i => new ChartPoint(i, 150_000 + (i * 7000)))], 1),
            Series.Bars("received", [.. Enumerable.Range(0, 10).Select(i => new ChartPoint(i, 150_000 - (i * 3000)))], 1),
        ],
    };

    public static Chart Empty { get; } =
        LatencyOverTime with { Title = "silent: latency over time", Series = [Series.Points("silent", [])], Marks = [new(8, "core down")] };

    public static Chart OnePoint { get; } =
        LatencyOverTime with { Title = "One packet", Series = [Series.Points("call", [new(3, 0.0213)])], Marks = [] };

    public static Chart Constant { get; } = LatencyOverTime with
    {
        Title = "Constant latency",
        Marks = [],
        Series = [Series.Line("call", [.. Enumerable.Range(0, 100).Select(i => new ChartPoint(i * 0.1, 0.0201))])],
    };

    public static Chart TinyRange { get; } = LatencyOverTime with
    {
        Title = "A range of nanoseconds on top of 20 ms",
        Marks = [],
        Series = [Series.Line("call", [.. Enumerable.Range(0, 100).Select(i => new ChartPoint(i * 0.1, 0.020100123 + (i % 7 * 1e-9)))])],
    };

    public static Chart HugeRange { get; } = new()
    {
        Title = "From a picosecond to a year",
        Description = "A range of twenty decades.",
        X = new("Case", Unit.Count),
        Y = new("Duration", Unit.Seconds) { Scale = AxisScale.Logarithmic },
        Series = [Series.Line("duration", [.. Enumerable.Range(0, 21).Select(i => new ChartPoint(i, 1e-12 * Math.Pow(10, i)))])],
    };

    public static Chart Hostile { get; } = new()
    {
        Title = "<script>alert('1')</script> & \"quotes\" ]]> \u0000\u001b\uD800",
        Description = "<b>&</b>",
        X = new("<x>", Unit.Seconds),
        Y = new("&y;", Unit.Count),
        Series = [Series.Line("</svg>", [new(0, 1), new(1, 2)]), Series.Lane("<lost & found, a long name>", [0.5])],
        Marks = [new(0.5, "</text><script>")],
        Lines = [new(1.5, "\" onload=\"alert(1)")],
    };

    public static Chart Million { get; } = LatencyOverTime with
    {
        Title = "A million packets and one outlier",
        Series = [Series.Points("call", [.. Samples(1_000_000, 12, 0.020, 0.004), new(7.5, 0.099)])],
    };

    public static Chart MillionLine { get; } = LatencyOverTime with
    {
        Title = "A million values and one outlier, joined",
        Series = [Series.Line("call", [.. Samples(1_000_000, 12, 0.020, 0.004).Select((p, i) => i == 625_000 ? p with { Y = 0.099 } : p)])],
    };

    public static IReadOnlyDictionary<string, Chart> All { get; } = new Dictionary<string, Chart>
    {
        ["latency-over-time"] = LatencyOverTime,
        ["cumulative"] = Cumulative,
        ["loss-over-time"] = LossOverTime,
        ["loss-bursts"] = LossBursts,
        ["every-style"] = EveryStyle,
        ["logarithmic"] = Logarithmic,
        ["many-marks"] = ManyMarks,
        ["outages"] = Outages,
        ["stacked-bars"] = StackedBars,
        ["many-outages"] = ManyOutages,
        ["grouped-bars"] = GroupedBars,
        ["no-data"] = Empty,
        ["one-point"] = OnePoint,
        ["constant"] = Constant,
        ["tiny-range"] = TinyRange,
        ["huge-range"] = HugeRange,
        ["hostile"] = Hostile,
    };

    private static ChartPoint[] Samples(int count, double span, double least, double mean)
    {
        var random = RandomStream.For(1, "sample charts");
        return [.. Enumerable.Range(0, count).Select(i => new ChartPoint(i * span / count, least + (mean * random.NextExponential())))];
    }

    private static ChartPoint[] Cdf(ChartPoint[] samples)
    {
        double[] sorted = samples.Select(p => p.Y).Order().ToArray();
        return [.. sorted.Select((y, i) => new ChartPoint(y, (i + 1.0) / sorted.Length)).Prepend(new(sorted[0], 0))];
    }
}
