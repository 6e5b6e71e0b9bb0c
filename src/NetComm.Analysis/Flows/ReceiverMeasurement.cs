namespace NetComm.Analysis;

/// <summary>
/// The figures of a flow at one of its receivers. What does not apply is null: an anycast packet is due at no certain host.
/// </summary>
public sealed record ReceiverMeasurement
{
    /// <summary>The receiver's name.</summary>
    public required string Host { get; init; }

    /// <summary>Packets it should have got: due = received + lost + in flight.</summary>
    public long? Due { get; init; }

    /// <summary>Distinct packets it got (of requests: those it answered).</summary>
    public required long Received { get; init; }

    /// <summary>Packets that will not come.</summary>
    public long? Lost { get; init; }

    /// <summary>Packets under way when the run ended.</summary>
    public long? InFlight { get; init; }

    /// <summary>Lost as a share of due.</summary>
    public double? Loss { get; init; }

    /// <summary>Further copies of packets it had.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Packets that came after a later one (RFC 4737).</summary>
    public required long Reordered { get; init; }

    /// <summary>How long they took.</summary>
    public LatencyMeasurement? Latency { get; init; }

    /// <summary>
    /// Of requests with a schedule: from when they were to be sent to their answer. Unlike <see cref="Latency"/> it holds the wait of a
    /// request that could not go out in time.
    /// </summary>
    public LatencyMeasurement? Response { get; init; }

    /// <summary>RFC 3393 delay variation between packets sent one behind the other; null where no two such came.</summary>
    public VariationMeasurement? Variation { get; init; }

    /// <summary>How losses bunch; null where nothing was due, or at no certain host.</summary>
    public BurstMeasurement? Bursts { get; init; }

    /// <summary>RFC 3550 interarrival jitter in milliseconds, its last value; null with fewer than two packets.</summary>
    public double? Jitter { get; init; }

    /// <summary>IP bits per second that reached it.</summary>
    public double? Throughput { get; init; }

    /// <summary>Application bits per second, each byte once.</summary>
    public double? Goodput { get; init; }
}
