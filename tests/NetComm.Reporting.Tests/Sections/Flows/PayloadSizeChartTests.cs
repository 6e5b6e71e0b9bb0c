using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Flows;

/// <summary>How large packets were.</summary>
public sealed class PayloadSizeChartTests
{
    [Fact]
    public void Each_packet_that_was_sent_counts_with_its_payload()
    {
        ReportedRun run = ReportedRuns.Of(ReportedRuns.Network()
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMilliseconds(10), PayloadSize.Of(100)), count: 30).Build());
        using Trace trace = run.Trace;

        FlowReport flow = ReportedRuns.FlowsOf(run)[0];

        // A fifth of them are lost, which changes nothing.
        Assert.Equal([(100.0, 30L)], flow.Samples.PayloadSizes);
    }

    [Fact]
    public void Packets_that_are_all_as_large_have_no_chart() => Assert.Null(PayloadSizeChart.Of(Flow((100, 50))));

    [Fact]
    public void Two_sizes_are_two_bars()
    {
        Chart chart = PayloadSizeChart.Of(Flow((100, 30), (102, 20)))!;

        Assert.Equal([new(100, 30), new(102, 20)], chart.Series[0].Data);
        Assert.Equal("Packets, per 1 B", chart.Y.Label);
    }

    [Fact]
    public void Requests_are_called_so() =>
        Assert.Equal("Requests, per 1 B", PayloadSizeChart.Of(Flow((100, 30), (102, 20)) with { IsRoundTrip = true })!.Y.Label);

    [Fact]
    public void Sizes_look_as_approved()
    {
        // Short control packets, and data of 1000 … 1400 B.
        FlowReport flow = Flow([(64, 120), .. Enumerable.Range(0, 41).Select(i => (1000 + (i * 10), 41 - i))]);

        Chart chart = FlowCharts.Of(flow, FaultMarks.Of([], [new("core", 8, 9, IsEnded: true)]))
            .Single(chart => chart.Name == "sizes").Chart;

        Assert.Empty(chart.Bands);
        Approved.Text("sizes.svg", new ScottPlotRenderer().Render(chart, ChartPlacement.File).Text);
    }

    private static FlowReport Flow(params (int Bytes, int Packets)[] sizes)
    {
        var samples = new FlowSamples(["bob"], 12);
        foreach ((int bytes, int packets) in sizes)
            for (int i = 0; i < packets; i++)
                samples.AddSize(bytes);
        return SampleReport.Model.Flows.Single(flow => flow.Name == "call") with { Samples = samples };
    }
}
