using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Flows.Losses;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Flows.Losses;

/// <summary>Why packets were lost, over time.</summary>
public sealed class LossReasonChartTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    [Fact]
    public void Each_packet_stands_once_for_its_reason_where_it_was_sent()
    {
        // 100 packets a second for 3 s: those of the second second meet a link that is down; of the others a fifth is lost by chance.
        ReportedRun run = ReportedRuns.Of(ReportedRuns.Network()
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMilliseconds(10), PayloadSize.Of(100)), count: 300)
            .LinkDown(Second, "a--b").LinkUp(Second * 2, "a--b").Build());
        using Trace trace = run.Trace;

        FlowReport flow = ReportedRuns.FlowsOf(run)[0];
        Chart chart = LossReasonChart.Of(flow)!;

        Assert.Equal(["link down", "lost"], chart.Series.Select(series => series.Name));
        Assert.Equal(100, chart.Series[0].Data.Sum(point => point.Y));
        Assert.All(chart.Series[0].Data.Where(point => point.Y > 0), point => Assert.InRange(point.X, 0.999, 1.96));
        Assert.Equal(flow.Total.Lost, chart.Series.Sum(series => series.Count));
    }

    [Fact]
    public void One_reason_needs_no_chart() =>
        Assert.Null(LossReasonChart.Of(Flow(3, (DropReason.Loss, [1, 2, 0]))));

    [Fact]
    public void What_is_not_known_of_every_packet_is_not_drawn() =>
        Assert.Null(LossReasonChart.Of(Flow(9, (DropReason.Loss, [1, 2, 0]), (DropReason.Down, [0, 0, 1]))));

    [Fact]
    public void Of_more_reasons_than_colours_the_rest_are_summed_up()
    {
        FlowReport flow = Flow(
            22, (DropReason.Loss, [1, 0]), (DropReason.Down, [0, 2]), (DropReason.QueueFull, [3, 0]), (DropReason.NoRoute, [4, 0]),
            (DropReason.NoSocket, [5, 0]), (DropReason.NoArp, [6, 0]), (DropReason.Checksum, [1, 0]));

        Chart chart = LossReasonChart.Of(flow)!;

        Assert.Equal(["no ARP answer", "no socket", "no route", "queue full", "link down", "other reasons"],
            chart.Series.Select(series => series.Name));
        Assert.Equal([new(0, 2), new(0.2, 0)], chart.Series[5].Data);
        Assert.Equal([18, 0], chart.Series[4].BarFeet!);
        Assert.Equal([18, 2], chart.Series[5].BarFeet!);
    }

    [Fact]
    public void Reasons_look_as_approved()
    {
        // A queue that overflows from 2 s to 4 s, random loss all the time, and a link that is down from 8 s to 9 s.
        long[] full = new long[60], lost = new long[60], down = new long[60];
        for (int bin = 0; bin < 60; bin++)
        {
            if (bin is >= 10 and < 20) full[bin] = bin - 9;
            if (bin % 3 == 0) lost[bin] = 2;
            if (bin is >= 40 and < 45) down[bin] = 8;
        }
        FlowReport flow = Flow(55 + 40 + 40, (DropReason.Loss, lost), (DropReason.Down, down), (DropReason.QueueFull, full));

        Chart chart = FlowCharts.Of(flow, FaultMarks.Of([], [new("core", 8, 9, IsEnded: true)]))
            .Single(chart => chart.Name == "loss-reasons").Chart;

        Approved.Text("loss-reasons.svg", new ScottPlotRenderer().Render(chart, ChartPlacement.File).Text);
    }

    private static FlowReport Flow(long lost, params (DropReason Reason, IReadOnlyList<long> InBins)[] reasons)
    {
        FlowReport call = SampleReport.Model.Flows.Single(flow => flow.Name == "call");
        return call with { Total = call.Total with { Lost = lost }, LossesByReason = reasons };
    }
}
