using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Flows.Latencies;

namespace NetComm.Reporting.Tests.Sections.Flows.Latencies;

/// <summary>Latency of very many packets, counted in cells.</summary>
public sealed class LatencyGridTests
{
    [Fact]
    public void Packets_are_counted_by_when_they_were_sent_and_how_long_they_took()
    {
        // Forty rows of (60 ms − 20 ms) / 40 = 1 ms.
        IReadOnlyList<Cell> cells = LatencyGrid.Of(
            [(0, 1, [(0.020, 3), (0.0205, 2), (0.0211, 1)]), (1, 2, []), (2, 2.5, [(0.060, 7)])], AxisScale.Linear);

        Assert.Equal([new(0, 1, 0.020, 0.021, 5), new(0, 1, 0.021, 0.022, 1), new(2, 2.5, 0.060, 0.061, 7)], cells);
    }

    [Fact]
    public void Rows_of_a_logarithmic_axis_multiply()
    {
        // From 1 ms to 10 s each of forty rows is a tenth of a decade.
        IReadOnlyList<Cell> cells = LatencyGrid.Of([(0, 1, [(0.001, 1), (0.0012, 1), (10, 1)])], AxisScale.Logarithmic);

        Assert.Equal([2, 1], cells.Select(cell => cell.Count));
        Assert.Equal((0.001259, 10), (Math.Round(cells[0].Top, 6), Math.Round(cells[1].Top, 6)));
    }

    [Fact]
    public void Packets_that_all_took_as_long_stay_points() =>
        Assert.Empty(LatencyGrid.Of([(0, 1, [(0.02, 30_000)])], AxisScale.Linear));

    [Fact]
    public void Up_to_20000_packets_are_points_and_more_are_cells()
    {
        Assert.Empty(ChartOf(20_000).Series[0].Cells);
        Assert.NotEmpty(ChartOf(20_001).Series[0].Cells);
    }

    [Fact]
    public void Every_packet_is_in_one_of_few_cells()
    {
        Series series = ChartOf(60_000).Series[0];

        Assert.Equal(60_000, series.Cells.Sum(cell => cell.Count));
        Assert.InRange(series.Cells.Count, 60, 4000);
    }

    [Fact]
    public void Cells_look_as_approved() =>
        Approved.Text("latency-cells.svg", new ScottPlotRenderer().Render(ChartOf(60_000), ChartPlacement.File).Text);

    [Fact]
    public void Receivers_that_have_points_apart_share_cells()
    {
        FlowReport multicast = SampleReport.Model.Flows.First(flow => flow.Receivers.Count > 1);
        var samples = new FlowSamples(["bob", "carol"], 60);
        for (int i = 0; i < 10_001; i++)
        {
            samples.AddReceived(0, i * 0.005, 0.02 + (i % 10 * 0.001));
            samples.AddReceived(1, i * 0.005, 0.05);
        }

        Chart chart = FlowCharts.Of(multicast with { Samples = samples }, FaultMarks.None).Single(chart => chart.Name == "latency").Chart;

        Series all = chart.Series.Single(series => series.Kind == SeriesKind.Points);
        Assert.Equal(("all 2 receivers", 20_002), (all.Name, all.Cells.Sum(cell => cell.Count)));
        Assert.Contains("receivers are counted together; the chart by receiver tells them apart.", chart.Description, StringComparison.Ordinal);
    }

    /// <summary>1000 packets a second for 60 s or so, most of them near 20 ms; every seventh waits, longer in the middle.</summary>
    private static Chart ChartOf(int packets)
    {
        var samples = new FlowSamples(["bob"], 60);
        var random = RandomStream.For(42, "cells");
        for (int i = 0; i < packets; i++)
        {
            double at = i * 60.0 / packets;
            double wait = i % 7 == 0 && at is > 20 and < 40 ? 0.02 * random.NextDouble() : 0;
            samples.AddReceived(0, at, 0.02 + (0.002 * random.NextDouble()) + wait);
        }
        FlowReport flow = SampleReport.Model.Flows.Single(flow => flow.Name == "call") with { Samples = samples, Bursts = null };
        return FlowCharts.Of(flow, FaultMarks.None).Single(chart => chart.Name == "latency").Chart;
    }
}
