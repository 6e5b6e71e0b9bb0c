using FsCheck.Xunit;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Percentiles;

namespace NetComm.Reporting.Tests.Sections.Percentiles;

public sealed class PercentileSectionTests
{
    [Fact]
    public void Flows_side_by_side_look_as_approved() =>
    Approved.Text("percentiles.svg", Svg(PercentileSection.Of(SampleReport.Model.Flows)!, ChartSize.Wide));

    [Fact]
    public void Flows_side_by_side_look_as_approved_on_a_telephone() =>
    Approved.Text("percentiles-narrow.svg", Svg(PercentileSection.Of(SampleReport.Model.Flows)!, ChartSize.Narrow));

    [Fact]
    public void A_flow_alone_shows_its_receivers()
    {
        Section section = PercentileSection.Of([SampleReport.Model.Flows[1]])!;

        Assert.Equal(["bob", "sensor-3"], ChartOf(section).Series.Select(series => series.Name));
        Assert.Equal("stream: latency by percentile", ChartOf(section).Title);
    }

    [Fact]
    public void One_flow_to_one_receiver_is_compared_with_nothing() => Assert.Null(PercentileSection.Of([SampleReport.Model.Flows[0]]));

    [Fact]
    public void Of_many_flows_the_slowest_are_shown_and_all_are_listed()
    {
        FlowReport flow = SampleReport.Model.Flows[0];
        IEnumerable<FlowReport> flows = Enumerable.Range(1, 30).Select(
            i => flow with { Name = $"flow{i}", Total = flow.Total with { Latency = flow.Total.Latency! with { P99 = i * 0.001 } } });

        Section section = PercentileSection.Of([.. flows])!;

        Assert.Equal(Enumerable.Range(21, 10).Select(i => $"flow{i}"), ChartOf(section).Series.Select(series => series.Name));
        Assert.Equal(30, section.Blocks.OfType<Table>().Single().Rows.Count);
        Assert.Contains("Of 30 flows, the 10 with the highest p99 are shown.", section.Picture()!.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Round_trips_are_told_from_one_way_times()
    {
        FlowReport flow = SampleReport.Model.Flows[0];

        Section mixed = PercentileSection.Of([flow, flow with { Name = "ping", IsRoundTrip = true }])!;

        Assert.Equal(["call", "ping (round trip)"], ChartOf(mixed).Series.Select(series => series.Name));
    }

    [Property]
    public bool The_line_has_the_value_of_the_nearest_rank_at_every_percentile(byte[] picks)
    {
        if (picks.Length == 0) return true;
        double[] sorted = [.. picks.Select(pick => 1.0 + pick).Order()];

        IReadOnlyList<ChartPoint> points =
            PercentileSection.PointsOf([.. sorted.GroupBy(value => value).Select(group => (group.Key, (long)group.Count()))]);

        // Just under rank k of n the value is that of rank k: the smallest that k of n do not exceed.
        return Enumerable.Range(1, sorted.Length)
            .All(rank => points.Last(point => point.X <= (rank - 0.5) / sorted.Length).Y == sorted[rank - 1]);
    }

    private static Chart ChartOf(Section section) => (Chart)section.Picture()!.Content;

    private static string Svg(Section section, ChartSize size) =>
        new ScottPlotRenderer().Render(section.Picture()!.Content, ChartPlacement.File with { Size = size }).Text;
}
