namespace NetComm.Analysis;

/// <summary>The metrics of a link or LAN: the larger direction's, or of drops and marks the sum.</summary>
internal static class LinkMetrics
{
    public static double? Of(Expectation expected, IEnumerable<LinkMeasurement> directions)
    {
        LinkMeasurement[] chosen = [.. directions.Where(direction => expected.From is null || direction.From == expected.From)];
        if (chosen.Length == 0) return null;
        IEnumerable<double?> figures = chosen.Select(direction => Of(expected.Metric, direction));
        return expected.Metric is Metric.Drops or Metric.Marks ? figures.Sum() : figures.Max();
    }

    public static double? Of(Metric metric, LinkMeasurement direction) => metric switch
    {
        Metric.Packets => direction.Packets,
        Metric.Bytes => direction.Bytes,
        Metric.Utilisation => direction.Utilisation,
        Metric.QueueMean => direction.QueueMean,
        Metric.QueueMax => direction.QueueMax,
        Metric.QueueDelayMean => direction.QueueDelay?.Mean.Picoseconds,
        Metric.QueueDelayP50 => direction.QueueDelay?.P50.Picoseconds,
        Metric.QueueDelayP95 => direction.QueueDelay?.P95.Picoseconds,
        Metric.QueueDelayMax => direction.QueueDelay?.Max.Picoseconds,
        Metric.Marks => direction.Marks,
        Metric.Drops => direction.Drops.Sum(drop => drop.Packets),
        _ => null,
    };
}
