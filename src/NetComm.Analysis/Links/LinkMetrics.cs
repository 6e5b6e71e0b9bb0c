namespace NetComm.Analysis;

/// <summary>
/// The metrics of a link or LAN: the larger direction's, or of what is counted the sum. Stations on a shared medium use one wire, and so
/// its utilisation is the sum, too.
/// </summary>
internal static class LinkMetrics
{
    public static double? Of(Expectation expected, IEnumerable<LinkMeasurement> directions)
    {
        LinkMeasurement[] chosen = [.. directions.Where(direction => expected.From is null || direction.From == expected.From)];
        if (chosen.Length == 0) return null;
        if (expected.Metric == Metric.Loss) return Loss(chosen);
        IEnumerable<double?> figures = chosen.Select(direction => Of(expected.Metric, direction));
        return IsSum(expected.Metric, chosen) ? figures.Sum() : figures.Max();
    }

    private static bool IsSum(Metric metric, IReadOnlyList<LinkMeasurement> directions) =>
        metric is Metric.Packets or Metric.Bytes or Metric.Drops or Metric.Marks or Metric.Collisions
        || (metric == Metric.Utilisation && directions.Any(direction => direction.Collisions is not null));

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
        Metric.Collisions => direction.Collisions,
        Metric.Drops => direction.Drops.Sum(drop => drop.Packets),
        Metric.Loss => Loss([direction]),
        _ => null,
    };

    /// <summary>Of the packets that are no longer under way.</summary>
    private static double? Loss(IReadOnlyList<LinkMeasurement> directions)
    {
        long dropped = directions.Sum(direction => direction.Drops.Sum(drop => drop.Packets));
        return Rounding.Share(dropped, dropped + directions.Sum(direction => direction.Delivered));
    }
}
