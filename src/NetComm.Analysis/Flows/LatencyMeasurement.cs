using System.Collections.ObjectModel;

namespace NetComm.Analysis;

/// <summary>How long packets took. Percentiles are nearest-rank over all samples.</summary>
public sealed record LatencyMeasurement
{
    /// <summary>How many packets were measured: one or more.</summary>
    public required long Samples { get; init; }

    /// <summary>The shortest.</summary>
    public required SimDuration Min { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public required AverageDuration Mean { get; init; }

    /// <summary>Half of the packets took no longer.</summary>
    public required SimDuration P50 { get; init; }

    /// <summary>90 % of the packets took no longer.</summary>
    public required SimDuration P90 { get; init; }

    /// <summary>95 % of the packets took no longer.</summary>
    public required SimDuration P95 { get; init; }

    /// <summary>99 % of the packets took no longer.</summary>
    public required SimDuration P99 { get; init; }

    /// <summary>Other percentiles that were asked for.</summary>
    internal IReadOnlyDictionary<decimal, SimDuration> OtherPercentiles { get; init; } = ReadOnlyDictionary<decimal, SimDuration>.Empty;

    /// <summary>The longest.</summary>
    public required SimDuration Max { get; init; }

    /// <summary>The standard deviation, divided by n.</summary>
    public required AverageDuration StandardDeviation { get; init; }

    /// <summary>Packet delay variation: what lies between the median and the 95th percentile (RFC 5481 calls such a range PDV).</summary>
    public SimDuration DelayVariation => new(Rounding.Round(P95.Picoseconds) - Rounding.Round(P50.Picoseconds));

    /// <summary>Whether percentiles come from a histogram, within 0.1 %: in flows of over a million samples.</summary>
    public bool FromHistogram { get; init; }
}
