namespace NetComm.Analysis;

/// <summary>What a theory is held against.</summary>
/// <param name="Oracle">The theory.</param>
/// <param name="Samples">Packets that were looked at: delivered ones for times, all for losses.</param>
internal sealed record OracleMeasurement(Oracle Oracle, long Samples)
{
    /// <summary>The mean: seconds, a share of packets, or bits per second; null where nothing was measured.</summary>
    public double? Mean { get; init; }

    /// <summary>The standard error of the mean; null where there are too few packets to know it.</summary>
    public double? StandardError { get; init; }

    /// <summary>Batches that the standard error comes from; 0 where theory gives it.</summary>
    public int Batches { get; init; }

    public long Needed { get; init; }

    public long Losses { get; init; }

    /// <summary>How many packets were lost in each run of losses: index is the length, the last one is for it and all above.</summary>
    public IReadOnlyList<long> Bursts { get; init; } = [];

    /// <summary>The mean length of the bursts; null where there were none.</summary>
    public double? MeanBurst { get; init; }
}
