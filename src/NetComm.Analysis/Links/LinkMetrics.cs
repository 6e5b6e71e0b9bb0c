namespace NetComm.Analysis;

/// <summary>The metrics of a link or LAN: the larger direction's, or of drops the sum.</summary>
internal static class LinkMetrics
{
    /// <summary>The metric that is asked for; null where there is none.</summary>
    public static double? Of(Expectation expected, IEnumerable<LinkMeasurement> directions)
    {
        LinkMeasurement[] chosen = [.. directions.Where(direction => expected.From is null || direction.From == expected.From)];
        if (chosen.Length == 0) return null;
        return expected.Metric switch
        {
            Metric.Utilisation => chosen.Max(direction => direction.Utilisation),
            Metric.QueueMean => chosen.Max(direction => direction.QueueMean),
            Metric.QueueMax => chosen.Max(direction => direction.QueueMax),
            Metric.Drops => chosen.Sum(direction => direction.Drops.Sum(drop => drop.Packets)),
            _ => null,
        };
    }
}
