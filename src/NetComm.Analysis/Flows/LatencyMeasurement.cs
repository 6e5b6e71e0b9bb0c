namespace NetComm.Analysis;

/// <summary>How long packets took, in milliseconds. Percentiles are nearest-rank over all samples.</summary>
public sealed record LatencyMeasurement
{
    /// <summary>How many packets were measured: one or more.</summary>
    public required long Samples { get; init; }

    /// <summary>The shortest.</summary>
    public required double Min { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Half of the packets took no longer.</summary>
    public required double P50 { get; init; }

    /// <summary>90 % of the packets took no longer.</summary>
    public required double P90 { get; init; }

    /// <summary>95 % of the packets took no longer.</summary>
    public required double P95 { get; init; }

    /// <summary>99 % of the packets took no longer.</summary>
    public required double P99 { get; init; }

    /// <summary>The longest.</summary>
    public required double Max { get; init; }

    /// <summary>The standard deviation, divided by n.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Packet delay variation: what lies between the median and the 95th percentile (RFC 5481 calls such a range PDV).</summary>
    public double DelayVariation => Figures.Rounded(P95 - P50);

    /// <summary>Whether percentiles come from a histogram, within 0.1 %: in flows of over a million samples.</summary>
    public bool FromHistogram { get; init; }
}
