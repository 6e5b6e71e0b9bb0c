namespace NetComm.Reporting.Sections.Flows;

/// <summary>One line of a flow's tables: the whole flow, or one receiver. What does not apply is null and shown as a dash.</summary>
/// <param name="Name">The receiver, or what stands for all.</param>
internal sealed record FlowFigures(string Name)
{
    public long? Sent { get; init; }

    /// <summary>Requests that should have been sent and were not.</summary>
    public long? Unsent { get; init; }

    public long? Due { get; init; }

    public long? Received { get; init; }

    public long? Lost { get; init; }

    public long? InFlight { get; init; }

    /// <summary>Share of what was due.</summary>
    public double? Loss { get; init; }

    public long? Duplicates { get; init; }

    public long? Reordered { get; init; }

    /// <summary>None where nothing arrived.</summary>
    public LatencySeconds? Latency { get; init; }

    /// <summary>Of requests: from when they should have been sent; null where no schedule is known.</summary>
    public LatencySeconds? Response { get; init; }

    /// <summary>IPDV (RFC 3393); null where no two packets sent one behind the other came.</summary>
    public VariationSeconds? Variation { get; init; }

    /// <summary>PDV: 95th percentile less median of latency, in seconds.</summary>
    public double? DelayVariation { get; init; }

    /// <summary>Bursts of losses; null where nothing was due.</summary>
    public BurstFigures? Bursts { get; init; }

    /// <summary>RFC 3550, its last value in seconds.</summary>
    public double? Jitter { get; init; }

    /// <summary>The mean of its values after each packet.</summary>
    public double? JitterMean { get; init; }

    /// <summary>The largest of them.</summary>
    public double? JitterMax { get; init; }

    /// <summary>Bits per second.</summary>
    public double? Throughput { get; init; }

    /// <summary>Bits per second.</summary>
    public double? Goodput { get; init; }
}

/// <summary>How losses bunch, in packets lost in a row. Without a burst there is no mean.</summary>
internal sealed record BurstFigures(long Count, double? MeanLength, long Longest);
