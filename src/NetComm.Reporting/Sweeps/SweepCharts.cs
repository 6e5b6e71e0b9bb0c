using NetComm.Analysis;

namespace NetComm.Reporting;

/// <summary>The charts of one figure of a sweep: its means against what was varied, and how its runs are spread.</summary>
internal sealed class SweepCharts(SweepResults results, int figure, string id, string stem)
{
    /// <summary>Lines that a reader tells apart.</summary>
    private const int MostLines = 6;

    /// <summary>Below so many runs a point, boxes and distributions say less than the values themselves.</summary>
    private const int LeastForSpread = 5;

    private const string Theory = "theory";

    /// <summary>Black with long dashes, as no line before the fifth has.</summary>
    private const int TheoryStyle = 4;

    private readonly Sweep _sweep = results.Sweep;
    private readonly SweepFigure _figure = results.Sweep.Figures[figure];
    private readonly Lazy<bool> _isNegative = new(() =>
        Enumerable.Range(0, results.Sweep.Points.Count).Any(point => results.ValuesOf(point, figure).Any(value => value < 0)));

    /// <summary>Those that have something to show.</summary>
    public IEnumerable<Picture> All() => ((Picture?[])[HeatMap(), Means(), Boxes(), Distributions()]).OfType<Picture>();

    /// <summary>The means with their intervals against the first key of numbers; a line for each combination of the others.</summary>
    private Picture? Means()
    {
        int key = Enumerable.Range(0, _sweep.Keys.Count).FirstOrDefault(IsAxis, -1);
        if (key < 0) return null;
        var lines = PointsWithData().GroupBy(point => _sweep.NameOf(point, without: key)).ToList();
        if (lines.Count == 0) return null;
        if (lines.Count > MostLines && HeatMap() is not null) return null;
        var series = new List<Series>();
        foreach ((int style, IGrouping<string, int> line) in lines.Take(MostLines).Index())
        {
            int[] points = [.. line.OrderBy(point => NumberOf(point, key))];
            ChartPoint[] means = [.. points.Select(point => new ChartPoint(NumberOf(point, key), Mean(point)))];
            string name = line.Key.Length > 0 ? line.Key : "mean";
            int place = series.Count;
            series.Add(Series.Line(name, means) with { Style = style });
            series.Add(Series.Whiskers($"{name}: 95 % interval", Intervals(points, key), of: place));
            ChartPoint[] theory =
            [
                .. from point in points
                   let predicted = results.TheoryAt(point, figure)
                   where predicted is not null
                   select new ChartPoint(NumberOf(point, key), MetricText.InBase(predicted.Value, _figure)),
            ];
            if (theory.Length == 0) continue;
            // Each lies where its line does: one entry of the legend tells of all.
            int? first = series.FindIndex(one => one.Name == Theory) is >= 0 and var found ? found : null;
            series.Add(Series.Line(Theory, theory) with { Style = TheoryStyle, PartOf = first });
        }

        int[] shown = [.. lines.Take(MostLines).SelectMany(line => line)];
        double[] numbers = [.. shown.Select(point => NumberOf(point, key)).Distinct().Order()];
        return Picture("means", "means with 95 % intervals", new Axis(_sweep.Keys[key], MetricText.Of(KindOf(key)))
        {
            Scale = AreGeometric(numbers) ? AxisScale.Logarithmic : AxisScale.Linear,
        }, series, "Where intervals do not overlap, the points differ by more than chance; where they do, look at the paired differences " +
            "in the table, from which the luck that both share is taken out.");
    }

    /// <summary>The means against two keys, where each combination of their values is a point.</summary>
    private Picture? HeatMap() =>
        SweepHeatMap.Of(results, figure) is { } map
            ? new($"{id}-map", $"charts/{stem}-map.svg", map, map.Description) : null;

    /// <summary>The spread of the runs of each point: from quarter to quarter a box, from the least to the greatest a line.</summary>
    private Picture? Boxes()
    {
        int[] points = [.. PointsWithData().Where(point => results.ValuesOf(point, figure).Count >= LeastForSpread)];
        if (points.Length == 0) return null;
        const double Half = 0.3;
        double[][] sorted = [.. points.Select(point => Sorted(point))];
        ChartPoint Gap(int i) => new(points[i] + 1 + Half, double.NaN);
        List<ChartPoint> whiskers = [.. sorted.SelectMany((values, i) => (ChartPoint[])
        [
            new(points[i] + 1, values[0]), new(points[i] + 1, Quantile(values, 0.25)), new(points[i] + 1, double.NaN),
            new(points[i] + 1, Quantile(values, 0.75)), new(points[i] + 1, values[^1]), Gap(i),
        ])];
        List<ChartPoint> medians = [.. sorted.SelectMany((values, i) => (ChartPoint[])
            [new(points[i] + 1 - Half, Quantile(values, 0.5)), new(points[i] + 1 + Half, Quantile(values, 0.5)), Gap(i)])];
        return Picture("spread", "spread of the runs", new Axis("Point", Unit.Count) { From = 0, To = _sweep.Points.Count + 1 },
        [
            Series.Ranges("middle half of the runs",
                [.. sorted.Select((values, i) => (points[i] + 1 - Half, Quantile(values, 0.25), Quantile(values, 0.75)))], 2 * Half)
                with { Style = 0 },
            Series.Line("least to greatest", whiskers) with { Style = 0 },
            Series.Line("median", medians) with { Style = 1 },
        ], "The points in the order of the table. The box holds the middle half of a point's runs; the line reaches from the least to " +
            "the greatest.");
    }

    /// <summary>Which share of a point's runs stays below a value.</summary>
    private Picture? Distributions()
    {
        int[] points = [.. PointsWithData().Where(point => results.ValuesOf(point, figure).Count >= 2 * LeastForSpread)];
        if (points.Length is 0 or > MostLines) return null;
        Series Of(int point)
        {
            double[] values = Sorted(point);
            return Series.Step(NameOf(point),
                [.. values.Select((value, i) => new ChartPoint(value, (i + 1.0) / values.Length)).Prepend(new ChartPoint(values[0], 0))]);
        }

        return Picture("distribution", "share of the runs at or below", new Axis(_figure.Name, MetricText.Of(_figure)),
            [.. points.Select(Of)], "Each line climbs from none to all of a point's runs; where it is steep, many runs lie close together.",
            new Axis("Share of the runs", Unit.Share) { From = 0, To = 1 });
    }

    private Picture Picture(string kind, string what, Axis x, IReadOnlyList<Series> series, string caption, Axis? y = null) =>
        new($"{id}-{kind}", $"charts/{stem}-{kind}.svg", new Chart
        {
            Title = $"{_figure.Name}: {what}",
            Description = caption,
            X = x,
            Y = y ?? new Axis(_figure.Name, MetricText.Of(_figure)),
            Series = series,
        }, caption);

    private IReadOnlyList<(double X, double From, double To)> Intervals(IEnumerable<int> points, int key) =>
    [
        .. from point in points
           let found = results.At(point, figure)
           where found?.HalfWidth is not null
           select (NumberOf(point, key), MetricText.InBase(LowOf(found), _figure), MetricText.InBase(found.High!.Value, _figure)),
    ];

    // What is below 0 in no run is not drawn there.
    private double LowOf(Estimate found) => _isNegative.Value ? found.Low!.Value : Math.Max(0, found.Low!.Value);

    private IEnumerable<int> PointsWithData() =>
        Enumerable.Range(0, _sweep.Points.Count).Where(point => results.At(point, figure) is not null);

    // Whether each value is rather a multiple of the one before than a sum.
    private static bool AreGeometric(double[] ascending)
    {
        if (ascending.Length < 3 || ascending[0] <= 0 || ascending[^1] < 10 * ascending[0]) return false;
        return ascending[ascending.Length / 2] < (ascending[0] + ascending[^1]) / 4;
    }

    private bool IsAxis(int key) =>
        _sweep.Points.All(point => point.Values[key].Number is not null && point.Values[key].Kind == KindOf(key))
        && _sweep.Points.Select(point => point.Values[key].Number).Distinct().Count() > 1;

    private SweepValueKind KindOf(int key) => _sweep.Points[0].Values[key].Kind;

    private double NumberOf(int point, int key) => _sweep.Points[point].Values[key].Number!.Value;

    private double Mean(int point) => MetricText.InBase(results.At(point, figure)!.Mean, _figure);

    private double[] Sorted(int point) => [.. results.ValuesOf(point, figure).Select(value => MetricText.InBase(value, _figure)).Order()];

    // Nearest rank, as everywhere in the product.
    private static double Quantile(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];

    private string NameOf(int point) => _sweep.Keys.Count == 0 ? "all runs" : _sweep.NameOf(point);
}
