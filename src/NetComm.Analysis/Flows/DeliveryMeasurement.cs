namespace NetComm.Analysis;

/// <summary>What became of packets, at one receiver of a flow or at all. What does not apply is null.</summary>
public abstract record DeliveryMeasurement
{
    /// <summary>Packets due at receivers (requests due an answer): due = received + lost + in flight.</summary>
    public long? Due { get; init; }

    /// <summary>Distinct packets received (answers that came back).</summary>
    public long? Received { get; init; }

    /// <summary>Due, neither received nor under way.</summary>
    public long? Lost { get; init; }

    /// <summary>Under way when the run ended.</summary>
    public long? InFlight { get; init; }

    /// <summary>Lost as a share of due; null where nothing was due.</summary>
    public double? Loss { get; init; }

    /// <summary>Further copies received.</summary>
    public long? Duplicates { get; init; }

    /// <summary>Received after a later packet (RFC 4737).</summary>
    public long? Reordered { get; init; }

    /// <summary>How long packets took from send call to receiving application, all receivers pooled; of requests the round trip.</summary>
    public LatencyMeasurement? Latency { get; init; }

    /// <summary>
    /// Of requests with a schedule: from when they were to be sent to their answer. Unlike <see cref="Latency"/> it holds the wait of a
    /// request that could not go out in time.
    /// </summary>
    public LatencyMeasurement? Response { get; init; }

    /// <summary>RFC 3393 delay variation between packets sent one behind the other; null where no two such came.</summary>
    public VariationMeasurement? Variation { get; init; }

    /// <summary>How losses bunch; null where nothing was due.</summary>
    public BurstMeasurement? Bursts { get; init; }

    /// <summary>RFC 3550 interarrival jitter, its last value; of several receivers the mean.</summary>
    public AverageDuration? Jitter { get; init; }

    /// <summary>The mean of that jitter over all packets behind the first; of several receivers the mean.</summary>
    public AverageDuration? JitterMean { get; init; }

    /// <summary>Its largest value; of several receivers the mean.</summary>
    public AverageDuration? JitterMax { get; init; }

    /// <summary>
    /// IP bits per second that reached receivers (of answers: the sender), from the flow's start to its completion or the run's end; the
    /// sum of several receivers. Null where TCP's segments were not seen.
    /// </summary>
    public double? Throughput { get; init; }

    /// <summary>Application bits per second delivered, each byte once; over the same time.</summary>
    public double? Goodput { get; init; }

    /// <summary>A figure as a number in the base unit of its <see cref="MetricUnit"/>; null where there is none.</summary>
    public double? FigureOf(Metric metric) => FlowMetrics.Of(metric, this);
}

/// <summary>The figures of a flow at one receiver. What does not apply is null: an anycast packet is due at no certain host.</summary>
public sealed record ReceiverMeasurement : DeliveryMeasurement
{
    /// <summary>The receiver's name.</summary>
    public required string Host { get; init; }
}
