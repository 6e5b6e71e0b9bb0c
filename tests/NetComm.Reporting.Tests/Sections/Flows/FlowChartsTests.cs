using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class FlowChartsTests
{
    public static TheoryData<string, string> Shown { get; } = new()
    {
        { "call", "latency-histogram" }, { "call", "throughput" }, { "call", "jitter" }, { "stream", "latency-histogram" },
            { "stream", "throughput" }, { "stream", "jitter" }, { "backup", "goodput" },
    };

    [Theory, MemberData(nameof(Shown))]
    public void A_chart_of_a_flow_looks_as_approved(string flow, string chart) =>
    Approved.Text($"{flow}-{chart}.svg", Svg(ChartOf(flow, chart), ChartSize.Wide));

    [Theory, InlineData("call", "latency-histogram"), InlineData("stream", "throughput")]
    public void A_chart_of_a_flow_on_a_telephone_looks_as_approved(string flow, string chart) =>
    Approved.Text($"{flow}-{chart}-narrow.svg", Svg(ChartOf(flow, chart), ChartSize.Narrow));

    [Fact]
    public void A_histogram_of_a_wide_range_looks_as_approved()
    {
        var samples = new FlowSamples(["bob"], 12);
        for (int i = 0; i < 400; i++) samples.AddReceived(0, i * 0.03, 0.0002 * (1 + (i % 7)) * (i % 40 == 0 ? 300 : 1));

        IReadOnlyList<(string Name, Chart Chart)> charts = FlowCharts.Of(Flow("call") with { Samples = samples }, FaultMarks.None);

        Assert.All(charts.Where(chart => chart.Name is "latency"), chart => Assert.Equal(AxisScale.Logarithmic, chart.Chart.Y.Scale));
        Assert.All(charts.Where(chart => chart.Name is "latency-cdf" or "latency-histogram"),
            chart => Assert.Equal(AxisScale.Logarithmic, chart.Chart.X.Scale));
        Approved.Text("wide-range-histogram.svg", Svg(charts.Single(chart => chart.Name == "latency-histogram").Chart, ChartSize.Wide));
    }

    [Fact]
    public void Percentiles_that_are_one_value_share_a_mark()
    {
        FlowReport flow = Flow("call");
        FlowReport same =
            flow with { Total = flow.Total with { Latency = flow.Total.Latency! with { P50 = Ms(20), P95 = Ms(30), P99 = Ms(30) } } };

        Assert.Equal([new(0.02, "p50: 20 ms"), new(0.03, "p95, p99: 30 ms")], LatencyHistogramChart.Of(same).Marks);
    }

    [Fact]
    public void A_bar_that_stands_alone_has_room_around_it()
    {
        var samples = new FlowSamples(["bob"], 12);
        for (int i = 0; i < 20; i++) samples.AddReceived(0, i, 0.02);

        Axis axis = LatencyHistogramChart.Of(Flow("call") with { Samples = samples }).X;

        // A bar of 0.2 ms: ten such on each side.
        Assert.Equal((0.018, 0.0222), (Math.Round(axis.From!.Value, 9), Math.Round(axis.To!.Value, 9)));
    }

    [Fact]
    public void Charts_stand_in_the_order_in_which_one_reads_them() =>
        Assert.Equal(["latency", "latency-course", "latency-cdf", "latency-histogram", "loss", "throughput", "jitter"],
            FlowCharts.Of(Flow("call"), FaultMarks.None).Select(chart => chart.Name));

    [Fact]
    public void A_flow_of_a_few_packets_has_no_histogram()
    {
        FlowReport flow = Flow("call");

        Assert.Equal(["latency", "latency-cdf", "loss"],
            FlowCharts.Of(flow with { Total = flow.Total with { Received = 7 } }, FaultMarks.None).Select(chart => chart.Name));
    }

    [Theory, InlineData(1, 100, AxisScale.Linear), InlineData(1, 101, AxisScale.Logarithmic), InlineData(0, 101, AxisScale.Linear),
        InlineData(-1, 101, AxisScale.Linear)]
    internal void An_axis_is_logarithmic_beyond_a_hundredfold_of_what_is_positive(double least, double greatest, AxisScale scale) =>
    Assert.Equal(scale, ScaleRule.For(least, greatest));

    [Fact]
    public void Where_requests_had_to_wait_the_distribution_draws_response_beside_service_time_and_says_why()
    {
        var samples = new FlowSamples(["bob"], 12);
        for (int i = 0; i < 50; i++)
        {
            samples.AddReceived(0, i * 0.1, 0.02 + (i * 0.0001));
            samples.AddResponse(0.02 + (i < 25 ? 0 : (50 - i) * 0.04));
        }

        FlowReport flow = Flow("call") with { IsRoundTrip = true, Samples = samples };
        FlowReport waiting = flow with { Total = flow.Total with { Response = flow.Total.Latency! with { Max = Ms(1020) } } };

        Assert.Single(Distribution(flow with { Total = flow.Total with { Response = flow.Total.Latency } }).Series);
        Assert.Equal(["service time (since it was sent)", "response time (since it was due)"],
            Distribution(waiting).Series.Select(series => series.Name));
        Assert.Contains("coordinated omission", Distribution(waiting).Description, StringComparison.Ordinal);
        Approved.Text("response-latency-cdf.svg", Svg(Distribution(waiting), ChartSize.Wide));

        static Chart Distribution(FlowReport flow) =>
            FlowCharts.Of(flow, FaultMarks.None).Single(chart => chart.Name == "latency-cdf").Chart;
    }

    [Theory, InlineData("latency"), InlineData("loss")]
    public void Bursts_of_losses_are_shaded_over_outages(string chart) =>
        Assert.Equal(["down", "two or more lost in a row"], ChartOf("call", chart).Bands.Select(bands => bands.Name));

    [Theory, InlineData("throughput"), InlineData("jitter")]
    public void Faults_are_in_every_chart_over_time(string name)
    {
        Chart chart = ChartOf("call", name);

        Assert.Equal([new Band(8, 9, "core down")], chart.Bands.Single().Items);
        Assert.Equal([new VerticalMark(11, "core: loss 20 %, delay 80 ms")], chart.Marks);
    }

    [Theory, InlineData("latency-cdf"), InlineData("latency-histogram")]
    public void Faults_are_in_no_chart_without_the_time(string name) => Assert.Empty(ChartOf("call", name).Bands);

    private static SimDuration Ms(long milliseconds) => SimDuration.FromMilliseconds(milliseconds);

    private static FlowReport Flow(string name) => SampleReport.Model.Flows.Single(flow => flow.Name == name);

    private static Chart ChartOf(string flow, string name) =>
        FlowCharts.Of(Flow(flow), SampleReport.Model.Context.Marks).Single(chart => chart.Name == name).Chart;

    private static string Svg(Chart chart, ChartSize size) =>
        new ScottPlotRenderer().Render(chart, ChartPlacement.File with { Size = size }).Text;
}
