namespace NetComm.Analysis;

/// <summary>
/// The figures of a flow, over all its receivers. What does not apply is null: packets of a bulk transfer, its loss and latency.
/// </summary>
public sealed record FlowMeasurement
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>To how many it goes.</summary>
    public required Cast Cast { get; init; }

    /// <summary>The protocol over IP.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The sending host.</summary>
    public required string From { get; init; }

    /// <summary>The receiving host, LAN, group or anycast address.</summary>
    public required string To { get; init; }

    /// <summary>Packets (requests) sent.</summary>
    public long? Sent { get; init; }

    /// <summary>
    /// Requests that were to be sent before the run ended and were not, as a connection took none or the host was down: how long they would
    /// have taken no figure tells. Null for other traffic, and for a part of a flow.
    /// </summary>
    public long? Unsent { get; init; }

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

    /// <summary>
    /// How long packets took from the send call to the receiving application, all receivers pooled; of requests the round trip.
    /// </summary>
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

    /// <summary>The longest bursts of two or more losses, in the order of time: few, for charts.</summary>
    internal IReadOnlyList<LossBurst> LongestBursts { get; init; } = [];

    /// <summary>RFC 3550 interarrival jitter in milliseconds, its last value; of several receivers the mean.</summary>
    public double? Jitter { get; init; }

    /// <summary>
    /// IP bits per second that reached receivers (of answers: the sender), from the flow's start to its completion or the run's end; the
    /// sum of several receivers. Null where TCP's segments were not seen.
    /// </summary>
    public double? Throughput { get; init; }

    /// <summary>Application bits per second delivered, each byte once; over the same time.</summary>
    public double? Goodput { get; init; }

    /// <summary>Whether all was sent, and nothing is under way any more; over TCP also whether all has come.</summary>
    public required bool Completed { get; init; }

    /// <summary>Seconds from its start to its completion; null where it did not complete.</summary>
    public double? CompletionTime { get; init; }

    /// <summary>
    /// TCP segments that the sender sent again, and who answers it; null where no segments were seen, as over real sockets.
    /// </summary>
    public long? Retransmissions { get; init; }

    /// <summary>Of requests: how many answers came from each host. Null for flows without answers.</summary>
    public IReadOnlyList<AnswerCount>? AnsweredBy { get; init; }

    /// <summary>The figures per receiver; empty for bulk transfers.</summary>
    public required IReadOnlyList<ReceiverMeasurement> Receivers { get; init; }
}

/// <summary>How many answers came from a host.</summary>
public sealed record AnswerCount(string Host, long Answers);
