using FsCheck;
using FsCheck.Xunit;
using MathNet.Numerics.Statistics;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Flows;

public sealed class LatencySamplesTests
{
    [Property]
    public void Percentiles_are_the_nearest_rank_of_a_sorted_list(NonEmptyArray<uint> values)
    {
        long[] sorted = [.. values.Get.Select(value => (long)value).Order()];
        LatencySamples samples = Of(values.Get.Select(value => (long)value));

        LatencyMeasurement latency = LatencySamples.Pooled([samples])!;

        // Nearest rank: the least value that at least p % of all are not above.
        SimDuration Least(int percent) =>
            new(sorted.First(value => sorted.Count(other => other <= value) * 100L >= percent * (long)sorted.Length));
        Assert.Equal(
            [Least(50), Least(90), Least(95), Least(99)],
            [latency.P50, latency.P90, latency.P95, latency.P99]);
    }

    [Property]
    public void Mean_and_deviation_are_those_of_a_population(NonEmptyArray<uint> values)
    {
        double[] milliseconds = [.. values.Get.Select(value => value / 1e9)];

        LatencyMeasurement latency = LatencySamples.Pooled([Of(values.Get.Select(value => (long)value))])!;

        Assert.Equal(milliseconds.Mean(), latency.Mean.TotalMilliseconds, 1e-10);
        Assert.Equal(milliseconds.PopulationStandardDeviation(), latency.StandardDeviation.TotalMilliseconds, 1e-7);
    }

    [Property]
    public void Pooled_receivers_are_as_one(NonEmptyArray<uint> first, uint[] second)
    {
        LatencyMeasurement pooled = LatencySamples.Pooled([Of(first.Get.Select(v => (long)v)), Of(second.Select(v => (long)v))])!;

        Assert.Equal(LatencySamples.Pooled([Of(first.Get.Concat(second).Select(v => (long)v))]), pooled);
    }

    [Property]
    public void The_middle_of_a_bucket_is_within_a_thousandth(long value)
    {
        long size = value & long.MaxValue;
        var histogram = new LatencyHistogram();
        histogram.Add(size);

        long told = histogram.AtRank(1);

        Assert.True(Math.Abs((decimal)told - size) <= size * 0.001m, $"{size} was told as {told}.");
    }

    [Fact]
    public void A_histogram_keeps_percentiles_within_a_thousandth()
    {
        RandomStream draw = RandomStream.For(1, "samples");
        long[] values = [.. Enumerable.Range(0, 100_000).Select(_ => (long)(-PortableMath.Ln(1 - draw.NextDouble()) * 5e9))];
        LatencyMeasurement exact = LatencySamples.Pooled([Of(values)])!;
        LatencySamples condensed = Of(values);

        condensed.Condense();

        LatencyMeasurement told = LatencySamples.Pooled([condensed])!;
        Assert.True(told.FromHistogram);
        Assert.All(
            [(exact.P50, told.P50), (exact.P90, told.P90), (exact.P95, told.P95), (exact.P99, told.P99)],
            pair => Assert.Equal(pair.Item1.Picoseconds, pair.Item2.Picoseconds, pair.Item1.Picoseconds * 0.001));
        Assert.Equal((exact.Min, exact.Mean, exact.Max, exact.StandardDeviation), (told.Min, told.Mean, told.Max, told.StandardDeviation));
    }

    // The values kept so far were read after the histogram had taken their place, and so were lost.
    [Fact]
    public void What_was_kept_before_the_histogram_counts_in_it()
    {
        var samples = new LatencySamples(room: 0);
        for (int i = 1; i <= 100; i++) samples.Add(i);
        samples.Condense();
        for (int i = 101; i <= 200; i++) samples.Add(i);

        LatencyMeasurement pooled = LatencySamples.Pooled([samples])!;

        Assert.Equal(200, pooled.Samples);
        Assert.Equal(new SimDuration(100), pooled.P50);
        Assert.Equal(new SimDuration(190), pooled.P95);
    }

    [Fact]
    public void Equal_samples_in_a_histogram_keep_their_value()
    {
        LatencySamples samples = Of(Enumerable.Repeat(20_123_456_789L, 10));

        samples.Condense();

        LatencyMeasurement latency = LatencySamples.Pooled([samples])!;
        var all = new SimDuration(20_123_456_789);
        Assert.Equal((all, all, default), (latency.P50, latency.P99, latency.StandardDeviation));
    }

    [Fact]
    public void A_flow_of_over_a_million_samples_turns_to_a_histogram()
    {
        var flow =
            new TracedFlow("stream", Cast.Multicast, Transport.Udp, 0, "group", [1, 2], false, false, null, 1_000_000);
        var view = new FlowWindow(flow, Window.Whole, room: 0);
        TrackedPacket packet = default;

        for (uint i = 0; i < 500_001; i++)
        {
            packet.Sequence = i;
            view.Take(0, i, packet, intended: null, new SimTime(1000 + i));
            if (i < 500_000) view.Take(1, i, packet, intended: null, new SimTime(2000 + i));
        }

        Assert.All(view.Receivers, receiver => Assert.True(receiver.Latencies.IsHistogram));
        Assert.Equal(1_000_001, LatencySamples.Pooled([.. view.Receivers.Select(receiver => receiver.Latencies)])!.Samples);
    }

    private static LatencySamples Of(IEnumerable<long> values)
    {
        var samples = new LatencySamples(room: 0);
        foreach (long value in values) samples.Add(value);
        return samples;
    }
}
