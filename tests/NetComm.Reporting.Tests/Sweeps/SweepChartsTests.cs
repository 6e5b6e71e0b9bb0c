using NetComm.Analysis;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Diagrams.HeatMaps;

namespace NetComm.Reporting.Tests.Sweeps;

/// <summary>Charts of sweeps whose figures are made up: loss in per cent plus 10 times the queue's length, in milliseconds.</summary>
public sealed class SweepChartsTests
{
    private static readonly string[] Losses = ["0 %", "1 %", "5 %"];
    private static readonly string[] Queues = ["2 packets", "10 packets"];

    [Fact]
    public void Two_keys_make_a_map_in_which_every_point_has_its_cell()
    {
        HeatMap map = SweepHeatMap.Of(Results(Losses, Queues), figure: 0)!;

        Assert.Equal(("links.core.loss (%)", "links.core.queue (packets)"), (map.Columns.Name, map.Rows.Name));
        Assert.Equal(["0", "1", "5"], map.Columns.Values);
        Assert.Equal(["2", "10"], map.Rows.Values);
        HeatMapCell cell = map.Cells.Single(cell => cell is { Column: 2, Row: 1 });
        Assert.Equal(0.105, cell.Value, 12);
        Assert.Equal("loss 5 %, queue 10 packets: 105 ms ± 12.71 ms", cell.Text);
    }

    [Fact]
    public void The_longer_list_lies_from_left_to_right()
    {
        HeatMap map = SweepHeatMap.Of(Results(["0 %", "1 %"], ["2 packets", "10 packets", "30 packets"]), figure: 0)!;

        Assert.Equal("links.core.queue (packets)", map.Columns.Name);
    }

    [Theory]
    [InlineData(new[] { "0 %", "1 %" }, new[] { "2 packets" })]
    [InlineData(new[] { "0 %" }, new[] { "2 packets" })]
    public void Fewer_keys_make_none(string[] losses, string[] queues) =>
        Assert.Null(SweepHeatMap.Of(Results(losses, queues), figure: 0));

    [Fact]
    public void Values_that_change_together_make_none()
    {
        SweepResults all = Results(Losses, Queues);
        SweepResults diagonal = Some(all, point => point is 0 or 3);

        Assert.Null(SweepHeatMap.Of(diagonal, figure: 0));
    }

    [Fact]
    public void A_map_looks_as_approved()
    {
        HeatMap map = SweepHeatMap.Of(Results(Losses, Queues), figure: 0)!;

        Approved.Text("map.svg", new ScottPlotRenderer().Render(map, ChartPlacement.File).Text);
        Approved.Text("map-narrow.svg",
            new ScottPlotRenderer().Render(map, ChartPlacement.File with { Size = ChartSize.Narrow }).Text);
    }

    [Fact]
    public void A_map_of_many_cells_leaves_their_values_to_the_pointer()
    {
        string[] losses = [.. Enumerable.Range(0, 40).Select(loss => $"{loss} %")];
        string[] queues = [.. Enumerable.Range(1, 40).Select(queue => $"{queue} packets")];

        ChartSpec spec = SweepHeatMap.Of(Results(losses, queues), figure: 0)!.LayOut(ChartSize.Wide);

        Assert.Equal(1600, spec.Shapes.OfType<Rectangles>().Count(cell => cell.Tooltip is not null));
        Assert.DoesNotContain(spec.Shapes.OfType<Label>(), label => label.Tooltip is not null);
    }

    [Fact]
    public void Intervals_have_the_colour_of_their_line_and_go_with_it()
    {
        ChartSpec spec = Means(Results(Losses, Queues)).LayOut(ChartSize.Wide);

        Lines[] whiskers = [.. spec.Shapes.OfType<Lines>().Where(lines => lines.Pen.Width == 1.5)];
        Assert.Equal(["series 0", "series 1"], whiskers.Select(lines => lines.Pen.Colour.Name));
        Assert.Equal(["s0", "s2"], whiskers.Select(lines => lines.Part));
        // An upright line and two caps at each of three losses.
        Assert.All(whiskers, lines => Assert.Equal(9, lines.Strokes.Count));
        Assert.Equal(["queue 2 packets", "queue 10 packets"],
            spec.Shapes.OfType<Label>().Select(label => label.Shown).Where(shown => shown.StartsWith("queue", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_map_takes_the_place_of_more_lines_than_a_reader_tells_apart()
    {
        SweepResults many = Results(Losses, [.. Enumerable.Range(1, 7).Select(queue => $"{queue} packets")]);

        Assert.Equal(["f-map"], new SweepCharts(many, 0, "f", "f").All().Select(picture => picture.Id));
    }

    private static Chart Means(SweepResults results) =>
        (Chart)new SweepCharts(results, 0, "f", "f").All().Single(picture => picture.Id == "f-means").Content;

    private static SweepResults Some(SweepResults all, Predicate<int> isTaken)
    {
        int[] taken = [.. Enumerable.Range(0, all.Sweep.Points.Count).Where(point => isTaken(point))];
        Sweep sweep = all.Sweep with { Points = [.. taken.Select(point => all.Sweep.Points[point])] };
        return new SweepResults(sweep,
            all.Runs.Where(run => isTaken(run.Point)).Select(run => run with { Point = Array.IndexOf(taken, run.Point) }));
    }

    /// <summary>Two runs a point, 1 ms below and above what the summary of this class says.</summary>
    private static SweepResults Results(string[] losses, string[] queues)
    {
        Scenario scenario = new NetworkBuilder("sweep").Hosts("a", "b").Link("a", "b", rate: null).Build();
        SweepPoint[] points =
        [
            .. from loss in losses
               from queue in queues
               select new SweepPoint([Value(loss, SweepValueKind.Share), Value(queue, SweepValueKind.Count)], scenario),
        ];
        MetricDefinition latency = MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == Metric.LatencyMean);
        var subject = new Expectation
        {
            Text = "call.latency.mean",
            Subject = ExpectationSubject.Flow,
            Name = "call",
            Metric = Metric.LatencyMean,
        };
        var sweep = new Sweep
        {
            Scenario = scenario,
            Keys = ["links.core.loss", "links.core.queue"],
            Points = points,
            Figures = [new("call.latency.mean", subject, latency)],
        };
        return new SweepResults(sweep,
            from point in Enumerable.Range(0, points.Length)
            from replication in (int[])[1, 2]
            let values = points[point].Values
            let milliseconds = (values[0].Number!.Value * 100) + (10 * values[1].Number!.Value) + (replication == 1 ? -1 : 1)
            select new SweepRun(point, replication, [milliseconds], [], IsComplete: true));
    }

    private static SweepValue Value(string text, SweepValueKind kind)
    {
        double number = double.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        return new SweepValue(text, kind == SweepValueKind.Share ? number / 100 : number, kind);
    }
}
