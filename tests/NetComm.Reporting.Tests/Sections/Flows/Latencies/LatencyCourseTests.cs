using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Flows.Latencies;

namespace NetComm.Reporting.Tests.Sections.Flows.Latencies;

/// <summary>Percentiles of latency over time.</summary>
public sealed class LatencyCourseTests
{
    [Fact]
    public void Percentiles_are_nearest_rank_in_each_interval()
    {
        // 60 s in intervals of 1 s: 100 packets in each, of 1 … 100 ms.
        FlowSamples samples = Samples(60, 60 * 100, i => i / 100.0, i => ((i % 100) + 1) * 0.001);

        IReadOnlyList<LatencyInterval> intervals = samples.LatencyIntervals;

        Assert.Equal(60, intervals.Count);
        Assert.All(intervals, one => Assert.Equal((100, 0.050, 0.095, 0.099), (one.Count, one.P50, one.P95, one.P99)));
    }

    [Fact]
    public void Where_packets_are_few_intervals_are_longer()
    {
        // 200 packets in 60 s are 3.3 in a second, and 6.6 in two; in ten they are 33.
        FlowSamples samples = Samples(60, 200, i => i * 0.3, _ => 0.02);

        IReadOnlyList<LatencyInterval> intervals = samples.LatencyIntervals;

        Assert.Equal((6, 10.0), (intervals.Count, intervals[0].Width));
        Assert.Equal(200, intervals.Sum(one => one.Count));
    }

    [Theory, InlineData(199, 60, 0.3), InlineData(1000, 6000, 6.0)]
    public void Too_few_packets_have_no_percentiles_over_time(int packets, double seconds, double apart)
    {
        FlowSamples samples = Samples(seconds, packets, i => i * apart / (apart > 1 ? 1000 : 1), i => 0.02 + (i * 1e-5));

        Assert.True(samples.LatencyIntervals.Count is 0 or 1);
        Assert.Null(LatencyCourseChart.Of(Flow(samples)));
    }

    [Fact]
    public void Percentiles_that_never_change_have_no_chart() =>
        Assert.Null(LatencyCourseChart.Of(Flow(Samples(60, 6000, i => i / 100.0, _ => 0.02))));

    [Fact]
    public void A_silence_is_a_gap()
    {
        // Nothing is sent from 20 s to 40 s.
        FlowSamples samples = Samples(60, 400, i => i < 200 ? i * 0.1 : 40 + ((i - 200) * 0.1), i => 0.02 + (i % 10 * 0.001));

        Series p50 = LatencyCourseChart.Of(Flow(samples))!.Series[0];

        Assert.Equal([20, 60], p50.Data.Where(point => double.IsNaN(point.Y)).Select(point => point.X));
        Assert.DoesNotContain(p50.Data, point => point.X is > 20 and < 40);
        Assert.Equal(0.024, p50.Data[0].Y);
    }

    [Fact]
    public void A_queue_that_fills_looks_as_approved()
    {
        // 50 packets a second, of 20 … 29 ms; from 20 s to 40 s a fifth of them wait for 40 ms, and nothing comes from 45 s to 50 s.
        FlowSamples samples = Samples(
            60, 3000, i => i * 0.02 is >= 45 and < 50 ? 44 : i * 0.02,
            i => 0.02 + (i % 10 * 0.001) + (i * 0.02 is >= 20 and < 40 && i % 5 == 0 ? 0.04 : 0));

        Chart chart = LatencyCourseChart.Of(Flow(samples))!;

        Approved.Text("latency-course.svg", new ScottPlotRenderer().Render(chart, ChartPlacement.File).Text);
    }

    private static FlowReport Flow(FlowSamples samples) =>
        SampleReport.Model.Flows.Single(flow => flow.Name == "call") with { Samples = samples };

    private static FlowSamples Samples(double seconds, int count, Func<int, double> sentAt, Func<int, double> latency)
    {
        var samples = new FlowSamples(["bob"], seconds);
        for (int i = 0; i < count; i++) samples.AddReceived(0, sentAt(i), latency(i));
        return samples;
    }
}
