using FsCheck.Xunit;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests;

/// <summary>Delay variation, bursts and response times of random runs, held against what the list of packets says.</summary>
public sealed class HonestyProperties
{
    [Property(MaxTest = 80)]
    public void Delay_variation_is_that_of_the_list_of_packets(int shape) => ForEachReceiver(shape, (traced, fates, receiver) =>
    {
        (long Pairs, double Mean, long Min, long Max)? naive = NaiveFigures.Variation([.. fates.Select(fate => fate.Latency)]);

        Assert.Equal(naive is null, receiver.Variation is null);
        if (naive is not { } expected) return;
        AssertClose(expected.Mean / 1e9, receiver.Variation!.Mean.TotalMilliseconds);
        AssertClose(expected.Min / 1e9, receiver.Variation.Min.TotalMilliseconds);
        AssertClose(expected.Max / 1e9, receiver.Variation.Max.TotalMilliseconds);
    });

    [Property(MaxTest = 80)]
    public void Packet_delay_variation_is_the_95th_percentile_less_the_median_of_the_list_of_packets(int shape) =>
    ForEachReceiver(shape, (traced, fates, receiver) =>
    {
        long[] sorted = [.. fates.Select(fate => fate.Latency).OfType<long>().Order()];
        if (sorted.Length == 0) return;
        long Rank(int percent) => sorted[(sorted.Length * percent + 99) / 100 - 1];

        // Both percentiles have 12 digits before they are subtracted.
        Assert.Equal((Rank(95) - Rank(50)) / 1e9, receiver.Latency!.DelayVariation.TotalMilliseconds, Rank(95) / 1e9 * 1e-11 + 1e-12);
    });

    [Property(MaxTest = 150)]
    public void Bursts_are_those_of_the_list_of_packets(int shape) => ForEachReceiver(shape, (traced, fates, receiver) =>
    {
        long[] naive = NaiveFigures.Bursts(fates.Select(fate => fate.Lost));

        if (receiver.Due == 0)
        {
            Assert.Null(receiver.Bursts);
            return;
        }

        Assert.Equal((naive.Length, naive.DefaultIfEmpty(0).Max()), (receiver.Bursts!.Count, receiver.Bursts.Longest));
        if (naive.Length > 0) AssertClose(naive.Average(), receiver.Bursts.MeanLength!.Value);
        Assert.Equal(receiver.Lost, naive.Sum());
    });

    [Property(MaxTest = 80)]
    public void Response_times_are_those_of_the_list_of_packets(int shape) => ForEachReceiver(shape, (traced, fates, receiver) =>
    {
        long[] naive = traced.Requests is null ? [] : [.. fates.Select(fate => fate.Response).OfType<long>()];

        Assert.Equal(naive.Length, receiver.Response?.Samples ?? 0);
        if (naive.Length == 0) return;
        AssertClose(naive.Min() / 1e9, receiver.Response!.Min.TotalMilliseconds);
        AssertClose(naive.Average() / 1e9, receiver.Response.Mean.TotalMilliseconds);
        AssertClose(naive.Max() / 1e9, receiver.Response.Max.TotalMilliseconds);
    });

    /// <summary>Random unicast, random multicast with members that come and go, and TCP requests over a line that fails.</summary>
    private static void ForEachReceiver(
        int shape, Action<TracedFlow, IReadOnlyList<(bool Lost, long? Latency, long? Response)>, ReceiverMeasurement> check)
    {
        Func<Trace>[] runs = [() => RandomRuns.Of(shape), () => RandomRuns.OfGroups(shape), () => RandomRuns.OfRequests(shape)];
        foreach (Func<Trace> run in runs)
        {
            using Trace trace = run();
            NaiveFigures naive = NaiveFigures.Of(trace);
            IReadOnlyList<FlowMeasurement> flows = Measurements.From(trace).Flows;
            for (int flow = 0; flow < flows.Count; flow++)
            {
                foreach (ReceiverMeasurement receiver in flows[flow].Receivers)
                    check(trace.Header.Flows[flow], naive.Fates(flows[flow], trace.Header.Flows[flow], flow, receiver.Host), receiver);
            }
        }
    }

    /// <summary>Figures have 12 significant digits.</summary>
    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 1e-11 + 1e-12);
}
