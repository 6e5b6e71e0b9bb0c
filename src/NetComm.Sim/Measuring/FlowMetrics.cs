using NetComm.Sim.Model;

namespace NetComm.Sim.Measuring;

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
        return flow.Receivers.FirstOrDefault(receiver => receiver.Host == expected.By) is { } receiver ? OfReceiver(expected.Metric, flow, receiver) : null;
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
            Metric.Throughput => flow.Throughput,
            Metric.Goodput => flow.Goodput,
            Metric.CompletionTime => flow.CompletionTime is { } seconds ? Figures.Rounded(seconds * PicosecondsPerSecond) : null,
            Metric.Retransmissions => flow.Retransmissions,
            _ => Picoseconds(OfLatency(metric, flow.Latency)),
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
            Metric.Throughput => receiver.Throughput,
            Metric.Goodput => receiver.Goodput,
            Metric.Sent or Metric.CompletionTime or Metric.Retransmissions => OfAll(metric, flow),
            _ => Picoseconds(OfLatency(metric, receiver.Latency)),
        };
    }

    private static double? OfLatency(Metric metric, LatencyMeasurement? latency) => metric switch
    {
        Metric.LatencyMin => latency?.Min,
        Metric.LatencyMean => latency?.Mean,
        Metric.LatencyP50 => latency?.P50,
        Metric.LatencyP90 => latency?.P90,
        Metric.LatencyP95 => latency?.P95,
        Metric.LatencyP99 => latency?.P99,
        Metric.LatencyMax => latency?.Max,
        Metric.LatencyStandardDeviation => latency?.StandardDeviation,
        _ => null,
    };

    private static double? Picoseconds(double? milliseconds) =>
        milliseconds is { } number ? Figures.Rounded(number * PicosecondsPerMillisecond) : null;
}
