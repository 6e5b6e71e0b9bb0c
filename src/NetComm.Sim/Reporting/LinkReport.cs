namespace NetComm.Sim.Reporting;

/// <summary>What the report says of one direction of a link or LAN port.</summary>
/// <param name="Utilisation">Share of time in transmission; null where the link is infinitely fast.</param>
/// <param name="QueueMean">Time-weighted, in packets.</param>
/// <param name="QueueMax">In packets.</param>
/// <param name="Drops">How many for which reason, in the order to show.</param>
internal sealed record LinkReport(
    string Name, string From, string To, long Packets, long Bytes, double? Utilisation, double? QueueMean, long? QueueMax,
    IReadOnlyList<KeyValuePair<string, long>> Drops)
{
    /// <summary>What of the bytes belongs to each trail of the plan.</summary>
    public IReadOnlyList<long> BytesByTrail { get; init; } = [];
}
