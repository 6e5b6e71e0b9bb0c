using FsCheck.Xunit;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Percentiles;

namespace NetComm.Reporting.Tests.Sections.Percentiles;

public sealed class PercentileChartTests
{
    [Fact]
    public void Flows_side_by_side_look_as_approved() =>
    Approved.Text("percentiles.svg", Svg(PercentileChart.Of(SampleReport.Model.Flows)!, ChartSize.Wide));

    [Fact]
    public void Flows_side_by_side_look_as_approved_on_a_telephone() =>
    Approved.Text("percentiles-narrow.svg", Svg(PercentileChart.Of(SampleReport.Model.Flows)!, ChartSize.Narrow));

    [Fact]
    public void A_flow_alone_shows_its_receivers()
    {
        Picture picture = PercentileChart.Of([SampleReport.Model.Flows[1]])!;

        Assert.Equal(["bob", "sensor-3"], ChartOf(picture).Series.Select(series => series.Name));
        Assert.Equal("stream: latency by percentile", ChartOf(picture).Title);
    }

    [Fact]
    public void One_flow_to_one_receiver_is_compared_with_nothing() => Assert.Null(PercentileChart.Of([SampleReport.Model.Flows[0]]));

    [Fact]
    public void Of_many_flows_the_slowest_are_shown()
    {
        FlowReport flow = SampleReport.Model.Flows[0];
        IEnumerable<FlowReport> flows = Enumerable.Range(1, 30).Select(
            i => flow with
            {
                Total = flow.Total with
                {
                    Name = $"flow{i}",
                    Latency = flow.Total.Latency! with { P99 = SimDuration.FromMilliseconds(i) },
                },
            });

        Picture picture = PercentileChart.Of([.. flows])!;

        Assert.Equal(Enumerable.Range(21, 10).Select(i => $"flow{i}"), ChartOf(picture).Series.Select(series => series.Name));
        Assert.Contains("Of 30 flows, the 10 with the highest p99 are shown.", picture.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Round_trips_are_told_from_one_way_times()
    {
        FlowReport flow = SampleReport.Model.Flows[0];

        Picture mixed = PercentileChart.Of([flow, flow.Named("ping") with { IsRoundTrip = true }])!;

        Assert.Equal(["call", "ping (round trip)"], ChartOf(mixed).Series.Select(series => series.Name));
    }

    [Fact]
    public void Flows_whose_packets_all_took_the_same_time_need_no_chart()
    {
        FlowReport steady = SampleReport.Model.Flows[0] with { Samples = Constant(0.011) };

        Assert.Null(PercentileChart.Of([steady, steady.Named("slow") with { Samples = Constant(0.020) }]));
    }

    [Property]
    public bool The_line_has_the_value_of_the_nearest_rank_at_every_percentile(byte[] picks)
    {
        if (picks.Length == 0) return true;
        double[] sorted = [.. picks.Select(pick => 1.0 + pick).Order()];

        IReadOnlyList<ChartPoint> points =
            PercentileChart.PointsOf([.. sorted.GroupBy(value => value).Select(group => (group.Key, (long)group.Count()))]);

        // Just under rank k of n the value is that of rank k: the smallest that k of n do not exceed.
        return Enumerable.Range(1, sorted.Length)
            .All(rank => points.Last(point => point.X <= (rank - 0.5) / sorted.Length).Y == sorted[rank - 1]);
    }

    private static FlowSamples Constant(double latency)
    {
        var samples = new FlowSamples(["bob"], 12);
        for (int i = 0; i < 20; i++) samples.AddReceived(0, i * 0.5, latency);
        return samples;
    }

    private static Chart ChartOf(Picture picture) => (Chart)picture.Content;

    private static string Svg(Picture picture, ChartSize size) =>
        new ScottPlotRenderer().Render(picture.Content, ChartPlacement.File with { Size = size }).Text;
}
