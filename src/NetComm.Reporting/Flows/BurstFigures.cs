namespace NetComm.Reporting.Flows;

/// <summary>How losses bunch, in packets lost in a row. Without a burst there is no mean.</summary>
internal sealed record BurstFigures(long Count, double? MeanLength, long Longest);
