namespace NetComm.Sim.Measuring;

/// <summary>
/// How losses bunch (RFC 3357: loss periods). A burst is every run of packets that were sent one behind the other and all lost, a single one too; one
/// that arrived, or was under way when the run ended, or was not due there ends it.
/// </summary>
/// <param name="Count">How many bursts there were; several receivers: their sum.</param>
/// <param name="MeanLength">Packets in a burst, on average; null where there was none.</param>
/// <param name="Longest">Packets in the longest; 0 where there was none.</param>
public sealed record BurstMeasurement(long Count, double? MeanLength, long Longest);
