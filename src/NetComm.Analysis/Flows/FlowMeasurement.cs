namespace NetComm.Analysis;

/// <summary>The figures of a flow, over all receivers. What does not apply is null: a bulk transfer's packets, loss and latency.</summary>
public sealed record FlowMeasurement : DeliveryMeasurement
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

    /// <summary>The longest bursts of two or more losses, in the order of time: few, for charts.</summary>
    internal IReadOnlyList<LossBurst> LongestBursts { get; init; } = [];

    /// <summary>Whether all was sent, and nothing is under way any more; over TCP also whether all has come.</summary>
    public required bool Completed { get; init; }

    /// <summary>From its start to its completion; null where it did not complete.</summary>
    public SimDuration? CompletionTime { get; init; }

    /// <summary>TCP segments that the sender, and who answers it, sent again; null where none were seen, as over real sockets.</summary>
    public long? Retransmissions { get; init; }

    /// <summary>Of requests: how many answers came from each host. Null for flows without answers.</summary>
    public IReadOnlyList<AnswerCount>? AnsweredBy { get; init; }

    /// <summary>The figures per receiver; empty for bulk transfers.</summary>
    public required IReadOnlyList<ReceiverMeasurement> Receivers { get; init; }
}

/// <summary>How many answers came from a host.</summary>
public sealed record AnswerCount(string Host, long Answers);
