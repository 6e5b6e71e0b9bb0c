namespace NetComm.Analysis;

/// <summary>The metrics of a flow as numbers in the units of expectations: packets, shares of 1, picoseconds, bits per second.</summary>
internal static class FlowMetrics
{
    private const double PicosecondsPerMillisecond = 1e9;
    private const double PicosecondsPerSecond = 1e12;

    /// <summary>The metric that is asked for; null where nothing was measured.</summary>
    public static double? Of(Expectation expected, FlowMeasurement flow)
    {
        // Who asks is the receiver of all answers, so 'by' the sender means the whole flow.
        if (expected.By is null || expected.By == flow.From) return OfAll(expected.Metric, flow);
        return flow.Receivers.FirstOrDefault(receiver => receiver.Host == expected.By) is { } receiver
            ? OfReceiver(expected.Metric, flow, receiver) : null;
    }

    private static double? OfAll(Metric metric, FlowMeasurement flow)
    {
        bool nothing = flow.Due is null or 0;
        return metric switch
        {
            Metric.Sent => flow.Sent,
            Metric.Due => flow.Due,
            Metric.Received => nothing ? null : flow.Received,
            Metric.Lost => nothing ? null : flow.Lost,
            Metric.Loss => flow.Loss,
            Metric.InFlight => nothing ? null : flow.InFlight,
            Metric.Duplicates => nothing ? null : flow.Duplicates,
            Metric.Reordered => nothing ? null : flow.Reordered,
            Metric.Jitter => Picoseconds(flow.Jitter),
            Metric.BurstCount or Metric.BurstMean or Metric.BurstMax => OfBursts(metric, flow.Bursts),
            Metric.Throughput => flow.Throughput,
            Metric.Goodput => flow.Goodput,
            Metric.CompletionTime => flow.CompletionTime is { } seconds ? Figures.Rounded(seconds * PicosecondsPerSecond) : null,
            Metric.Retransmissions => flow.Retransmissions,
            _ => Picoseconds(OfDelays(metric, flow.Latency, flow.Response, flow.Variation)),
        };
    }

    private static double? OfReceiver(Metric metric, FlowMeasurement flow, ReceiverMeasurement receiver)
    {
        bool nothing = receiver.Due == 0 || flow.Sent is null or 0;
        return metric switch
        {
            Metric.Due => receiver.Due,
            Metric.Received => nothing ? null : receiver.Received,
            Metric.Lost => nothing ? null : receiver.Lost,
            Metric.Loss => receiver.Loss,
            Metric.InFlight => nothing ? null : receiver.InFlight,
            Metric.Duplicates => nothing ? null : receiver.Duplicates,
            Metric.Reordered => nothing ? null : receiver.Reordered,
            Metric.Jitter => Picoseconds(receiver.Jitter),
            Metric.BurstCount or Metric.BurstMean or Metric.BurstMax => OfBursts(metric, receiver.Bursts),
            Metric.Throughput => receiver.Throughput,
            Metric.Goodput => receiver.Goodput,
            Metric.Sent or Metric.CompletionTime or Metric.Retransmissions => OfAll(metric, flow),
            _ => Picoseconds(OfDelays(metric, receiver.Latency, receiver.Response, receiver.Variation)),
        };
    }

    private static double? OfDelays(
        Metric metric, LatencyMeasurement? latency, LatencyMeasurement? response, VariationMeasurement? variation) => metric switch
    {
        Metric.LatencyMin => latency?.Min,
        Metric.LatencyMean => latency?.Mean,
        Metric.LatencyP50 => latency?.P50,
        Metric.LatencyP90 => latency?.P90,
        Metric.LatencyP95 => latency?.P95,
        Metric.LatencyP99 => latency?.P99,
        Metric.LatencyMax => latency?.Max,
        Metric.LatencyStandardDeviation => latency?.StandardDeviation,
        Metric.ResponseMin => response?.Min,
        Metric.ResponseMean => response?.Mean,
        Metric.ResponseP50 => response?.P50,
        Metric.ResponseP90 => response?.P90,
        Metric.ResponseP95 => response?.P95,
        Metric.ResponseP99 => response?.P99,
        Metric.ResponseMax => response?.Max,
        Metric.ResponseStandardDeviation => response?.StandardDeviation,
        Metric.VariationMean => variation?.Mean,
        Metric.VariationMin => variation?.Min,
        Metric.VariationMax => variation?.Max,
        Metric.DelayVariation => latency?.DelayVariation,
        _ => null,
    };

    private static double? OfBursts(Metric metric, BurstMeasurement? bursts) => metric switch
    {
        Metric.BurstCount => bursts?.Count,
        Metric.BurstMean => bursts?.MeanLength,
        Metric.BurstMax => bursts?.Longest,
        _ => null,
    };

    private static double? Picoseconds(double? milliseconds) =>
        milliseconds is { } number ? Figures.Rounded(number * PicosecondsPerMillisecond) : null;
}
