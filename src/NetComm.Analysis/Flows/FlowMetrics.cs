namespace NetComm.Analysis;

/// <summary>Where each metric of a flow is found: numbers in the base unit of their <see cref="MetricUnit"/>, null for none.</summary>
internal static class FlowMetrics
{
    public static double? Of(Expectation expected, FlowMeasurement flow)
    {
        if (FoundFor(expected, flow) is not { } measured) return null;
        bool isOfPackets = expected.Metric is Metric.Received or Metric.Lost or Metric.InFlight or Metric.Duplicates or Metric.Reordered;
        bool isNothing = measured.Due == 0 || flow.Due is null or 0;
        if (isOfPackets && isNothing) return null;
        double? found = expected.Percentile is { } percent ? Percentile(expected.Metric, percent, measured) : Of(expected.Metric, measured);
        return found is { } figure ? Rounding.Round(figure) : null;
    }

    private static double? Percentile(Metric metric, decimal percent, DeliveryMeasurement measured) =>
        (metric == Metric.LatencyPercentile ? measured.Latency : measured.Response)?.OtherPercentiles[percent].Picoseconds;

    public static double? Of(Metric metric, DeliveryMeasurement measured) => metric switch
    {
        Metric.Due => measured.Due,
        Metric.Received => measured.Received,
        Metric.Lost => measured.Lost,
        Metric.InFlight => measured.InFlight,
        Metric.Loss => measured.Loss,
        Metric.Duplicates => measured.Duplicates,
        Metric.Reordered => measured.Reordered,
        Metric.BurstCount => measured.Bursts?.Count,
        Metric.BurstMean => measured.Bursts?.MeanLength,
        Metric.BurstMax => measured.Bursts?.Longest,
        Metric.Jitter => measured.Jitter?.Picoseconds,
        Metric.JitterMean => measured.JitterMean?.Picoseconds,
        Metric.JitterMax => measured.JitterMax?.Picoseconds,
        Metric.VariationMean => measured.Variation?.Mean.Picoseconds,
        Metric.VariationMin => measured.Variation?.Min.Picoseconds,
        Metric.VariationMax => measured.Variation?.Max.Picoseconds,
        Metric.DelayVariation => measured.Latency?.DelayVariation.Picoseconds,
        Metric.Throughput => measured.Throughput,
        Metric.Goodput => measured.Goodput,
        >= Metric.LatencyMin and <= Metric.LatencyStandardDeviation => Of(metric, measured.Latency),
        >= Metric.ResponseMin and <= Metric.ResponseStandardDeviation =>
            Of(metric - (Metric.ResponseMin - Metric.LatencyMin), measured.Response),
        _ => measured is FlowMeasurement flow ? OfFlowAlone(metric, flow) : null,
    };

    private static double? OfFlowAlone(Metric metric, FlowMeasurement flow) => metric switch
    {
        Metric.Sent => flow.Sent,
        Metric.Unsent => flow.Unsent,
        Metric.Completed => flow.Completed ? 1 : 0,
        Metric.CompletionTime => flow.CompletionTime?.Picoseconds,
        Metric.Retransmissions => flow.Retransmissions,
        _ => null,
    };

    private static double? Of(Metric metric, LatencyMeasurement? times) => metric switch
    {
        Metric.LatencyMin => times?.Min.Picoseconds,
        Metric.LatencyMean => times?.Mean.Picoseconds,
        Metric.LatencyP50 => times?.P50.Picoseconds,
        Metric.LatencyP90 => times?.P90.Picoseconds,
        Metric.LatencyP95 => times?.P95.Picoseconds,
        Metric.LatencyP99 => times?.P99.Picoseconds,
        Metric.LatencyMax => times?.Max.Picoseconds,
        Metric.LatencyPercentile => null,
        _ => times?.StandardDeviation.Picoseconds,
    };

    /// <summary>The receiver after 'by', or the whole flow: also for what is measured of no single receiver.</summary>
    private static DeliveryMeasurement? FoundFor(Expectation expected, FlowMeasurement flow) =>
        expected.By is null || expected.By == flow.From
            || expected.Metric is Metric.Sent or Metric.CompletionTime or Metric.Retransmissions
            ? flow : flow.Receivers.FirstOrDefault(receiver => receiver.Host == expected.By);
}
