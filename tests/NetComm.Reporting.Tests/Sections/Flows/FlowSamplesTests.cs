using NetComm.Reporting.Charts;
using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class FlowSamplesTests
{
    [Fact]
    public void Loss_is_a_share_of_what_was_due_in_each_interval()
    {
        // 60 s in intervals of 1 s: four packets sent in the first (one lost, one under way at the end), one lost in the third.
        var samples = new FlowSamples(["bob"], 60);

        foreach (double at in new[] { 0, 0.5, 0.9, 0.99, 2 }) samples.AddSent(at, due: 1);
        samples.AddReceived(0, 0, 0.02);
        samples.AddReceived(0, 0.5, 0.02);
        samples.AddUnderWay(0.99);

        Assert.Equal([new ChartPoint(0, 0.25), new ChartPoint(2, 1)], samples.LossPerBin);
    }

    [Fact]
    public void A_packet_sent_at_the_very_end_counts_in_the_last_interval()
    {
        var samples = new FlowSamples(["bob"], 60);

        samples.AddSent(60, due: 1);

        Assert.Equal([new ChartPoint(59, 1)], samples.LossPerBin);
    }

    [Fact]
    public void A_packet_lost_in_a_short_rest_at_the_end_is_no_peak()
    {
        // 10.002 s in intervals of 200 ms: four packets in the last of them, of which the one in the last 2 ms is lost.
        var samples = new FlowSamples(["bob"], 10.002);

        foreach (double at in new[] { 9.8, 9.85, 9.9, 10.001 }) samples.AddSent(at, due: 1);
        foreach (double at in new[] { 9.8, 9.85, 9.9 }) samples.AddReceived(0, at, 0.02);

        Assert.Equal(0.25, samples.LossPerBin.Single().Y);
    }

    [Fact]
    public void Few_receivers_are_told_apart()
    {
        var samples = new FlowSamples(["bob", "carol"], 1);

        samples.AddReceived(1, 0.5, 0.02);

        Assert.Equal(["bob", "carol"], samples.Latency.Select(group => group.Name));
        Assert.Equal([0, 1], samples.Latency.Select(group => group.Points.Count));
    }

    [Fact]
    public void Many_receivers_are_shown_together()
    {
        var samples = new FlowSamples([.. Enumerable.Range(1, 7).Select(i => $"sensor-{i}")], 1);

        samples.AddReceived(6, 0.5, 0.02);

        Assert.Equal([("all receivers", 1)], samples.Latency.Select(group => (group.Name, group.Points.Count)));
    }

    [Fact]
    public void Bytes_of_a_stream_become_a_rate()
    {
        // 1500 B × 8 in the interval of 1 s.
        var samples = new FlowSamples(["bob"], 60);

        samples.AddBytes(3.2, 1000);
        samples.AddBytes(3.8, 500);

        Assert.Equal(new ChartPoint(3, 12_000), samples.RatePerBin[3]);
        Assert.Equal(60, samples.RatePerBin.Count);
    }

    [Fact]
    public void A_cloud_of_a_million_values_keeps_the_extremes_in_bounded_memory()
    {
        var cloud = new PointCloud(10);

        for (int i = 0; i < 1_000_000; i++) cloud.Add(i * 1e-5, i == 777_777 ? 9 : i == 222_222 ? -9 : i % 7);

        Assert.Equal(1_000_000, cloud.Count);
        Assert.InRange(cloud.Points.Count, 1, 200_000);
        Assert.Equal((-9, 9), (cloud.Points.Min(p => p.Y), cloud.Points.Max(p => p.Y)));
    }

    [Fact]
    public void The_distribution_of_few_values_is_exact()
    {
        var distribution = new ValueDistribution();

        foreach (double value in new[] { 3.0, 1, 2, 2 }) distribution.Add(value);

        Assert.Equal([new ChartPoint(1, 0), new(1, 0.25), new(2, 0.75), new(3, 1)], distribution.Cumulative());
    }

    [Fact]
    public void The_distribution_of_many_values_is_off_by_a_thousandth_at_most()
    {
        var distribution = new ValueDistribution();

        for (int i = 1; i <= 100_000; i++) distribution.Add(i * 1e-6);

        IReadOnlyList<ChartPoint> cumulative = distribution.Cumulative();
        Assert.All(cumulative.Skip(1), point => Assert.InRange(point.X / (point.Y * 0.1), 1 - 1e-12, 1.001));
        Assert.Equal((1e-6, 100_000 * 1e-6, 1.0), (cumulative[0].X, cumulative[^1].X, cumulative[^1].Y));
        Assert.InRange(cumulative.Count, 1, 10_000);
    }
}
