namespace NetComm.Sim.Reporting;

/// <summary>One line of a flow's tables: the whole flow, or one receiver. What does not apply is null and shown as a dash.</summary>
/// <param name="Name">The receiver, or what stands for all.</param>
internal sealed record FlowFigures(string Name)
{
    public long? Sent { get; init; }

    public long? Due { get; init; }

    public long? Received { get; init; }

    public long? Lost { get; init; }

    public long? InFlight { get; init; }

    /// <summary>Share of what was due.</summary>
    public double? Loss { get; init; }

    public long? Duplicates { get; init; }

    public long? Reordered { get; init; }

    /// <summary>None where nothing arrived.</summary>
    public LatencyFigures? Latency { get; init; }

    /// <summary>RFC 3550, in seconds.</summary>
    public double? Jitter { get; init; }

    /// <summary>Bits per second.</summary>
    public double? Throughput { get; init; }

    /// <summary>Bits per second.</summary>
    public double? Goodput { get; init; }
}
