using NetComm.Analysis;
using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Percentiles;

namespace NetComm.Reporting;

/// <summary>The charts of one flow of a comparison: how its latencies are spread, a line for each side over the others'.</summary>
internal sealed class ComparisonCharts
{
    /// <summary>Lines that a reader tells apart.</summary>
    private const int MostLines = 6;

    private readonly string _flow;
    private readonly string _id;
    private readonly string _stem;
    private readonly string _what;
    private readonly IReadOnlyList<(string Name, int Style, IReadOnlyList<(double Value, long Count)> Values)> _lines;

    /// <param name="comparison">What is compared.</param>
    /// <param name="latencies">Of each side its runs; those whose events are not there are left out.</param>
    /// <param name="flow">The flow's name.</param>
    /// <param name="id">Of its section.</param>
    /// <param name="stem">How the names of its files begin.</param>
    public ComparisonCharts(
        RunComparison comparison, IReadOnlyList<IReadOnlyList<ComparedLatencies>> latencies, string flow, string id, string stem)
    {
        (_flow, _id, _stem) = (flow, id, stem);
        _what = comparison.IsRoundTrip(flow) ? "round-trip time" : "latency";
        _lines =
        [
            .. from side in comparison.Sides.Index()
               let runs = latencies[side.Index].Select(run => run.Of(flow)).OfType<ValueDistribution>().ToList()
               where runs.Count > 0
               select (side.Item.Name, side.Index, ValueDistribution.Pooled(runs)),
        ];
    }

    /// <summary>Those that have something to show.</summary>
    public IEnumerable<Picture> All() => _lines.Count == 0 ? [] : [Distribution(), Percentiles()];

    private Picture Distribution() => Picture("cdf", "distribution",
        "Each line climbs from none to all of the packets that came; where it is steep, many packets took about as long. A line further " +
        "to the right is slower.", Time(), new Axis("Packets within this time", Unit.Share) { From = 0, To = 1 }, CumulativeOf);

    private Picture Percentiles() => Picture("percentiles", "percentiles",
        "At 50 % read the typical value, at 99 % the value that one packet in a hundred exceeds. Where lines part only at the right, " +
        "they differ in a few slow packets. Each line ends at its maximum.",
        new Axis("Percentile", Unit.Share) { Scale = AxisScale.Nines }, Time(), PercentileChart.PointsOf);

    private Picture Picture(
        string kind, string what, string caption, Axis x, Axis y,
        Func<IReadOnlyList<(double Value, long Count)>, IReadOnlyList<ChartPoint>> pointsOf) =>
        new($"{_id}-{kind}", $"charts/{_stem}-latency-{kind}.svg", new Chart
        {
            Title = $"{_flow}: {what} of {_what}",
            Description = caption + Omission(),
            X = x,
            Y = y,
            Series =
            [
                .. _lines.Take(MostLines).Select(line => Series.Step(line.Name, pointsOf(line.Values)) with
                {
                    Style = line.Style,
                    Count = line.Values.Sum(value => value.Count),
                }),
            ],
        }, caption + Omission());

    private Axis Time() => new(char.ToUpperInvariant(_what[0]) + _what[1..], Unit.Seconds)
    {
        Scale = ScaleRule.For(_lines.Min(line => line.Values[0].Value), _lines.Max(line => line.Values[^1].Value)),
    };

    private string Omission() => _lines.Count > MostLines ? $" Of {_lines.Count} runs the first {MostLines} are shown." : "";

    private static IReadOnlyList<ChartPoint> CumulativeOf(IReadOnlyList<(double Value, long Count)> values)
    {
        double all = values.Sum(value => value.Count);
        long below = 0;
        return [new(values[0].Value, 0), .. values.Select(value => new ChartPoint(value.Value, (below += value.Count) / all))];
    }
}
