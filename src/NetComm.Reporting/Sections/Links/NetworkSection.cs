using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Links;

internal sealed class NetworkSection(ReportedRun run, LinkReports links) : ReportSection
{
    public const string LinksId = "links";

    public override IReadOnlyList<ITraceFold> Folds => links.Folds;

    public override Section Build(ReportContext context) => Of(context.Faults, links.All, [.. run.Measured.Hosts.Select(HostReport.Of)]);

    internal static Section Of(IReadOnlyList<FaultReport> faults, IReadOnlyList<LinkReport> links, IReadOnlyList<HostReport> hosts)
    {
        var blocks = new List<Block>();
        if (faults.Count > 0)
            blocks.Add(Table.Of(
                "Faults and other changes", [new("Time"), new("Change", false)],
                faults, fault => [Figure.Of(fault.Seconds, Unit.Seconds), fault.Text]));
        if (links.Count > 0) blocks.Add(LinksOf(links));
        if (hosts.Count > 0)
            blocks.Add(Table.Of(
                "Hosts and routers", [new("Name", false), new("Kind", false), new("Addresses", false), new("Drops", false)],
                hosts, host => [host.Name, host.Kind, string.Join(", ", host.Addresses), Figure.Of(host.Drops)]));
        return new Section("network", "Links and hosts", blocks) { IsFolded = true };
    }

    /// <summary>Of queueing delay, marks and collisions a column each, where there is any.</summary>
    private static Table LinksOf(IReadOnlyList<LinkReport> links)
    {
        bool anyWaits = links.Any(link => link.QueueDelayP95 > SimDuration.Zero), anyMarks = links.Any(link => link.Marks > 0);
        bool anyCollisions = links.Any(link => link.Collisions > 0);
        IEnumerable<Table.Column> collisions = anyCollisions ? [new("Collisions")] : [];
        IEnumerable<Table.Column> delay = anyWaits ? [new("Queue delay p95")] : [], marks = anyMarks ? [new("Marks")] : [];
        return Table.Of(
            "Links and LANs, by direction",
            [new("Name", false), new("From → to", false), new("Packets"), new("Bytes"), new("Utilisation"), new("Queue mean"),
                new("Queue max"), .. delay, .. marks, .. collisions, new("Drops", false)],
            links,
            link =>
            [
                link.Name, Figure.Between(link.From, link.To), Figure.Of(link.Packets), Figure.Of(link.Bytes, Unit.Bytes),
                Figure.Of(link.Utilisation, Unit.Share), QueueOf(link.QueueMean), Figure.Of(link.QueueMax),
                .. anyWaits ? (IEnumerable<RichText>)[Figure.Of(link.QueueDelayP95?.TotalSeconds, Unit.Seconds)] : [],
                .. anyMarks ? (IEnumerable<RichText>)[Figure.Of(link.Marks)] : [],
                .. anyCollisions ? (IEnumerable<RichText>)[Figure.Of(link.Collisions)] : [],
                Figure.Of(link.Drops),
            ]) with
        { Id = LinksId };
    }

    /// <summary>An average below a thousandth of a packet says no more than that.</summary>
    private static RichText QueueOf(double? mean) => mean is > 0 and < 0.001 ? "< 0.001" : Figure.Of(mean, Unit.Count);
}

/// <summary>What the report says of a host or router.</summary>
/// <param name="Drops">How many packets ended there for which reason.</param>
internal sealed record HostReport(
    string Name, string Kind, IReadOnlyList<string> Addresses, IReadOnlyList<KeyValuePair<string, long>> Drops)
{
    public static HostReport Of(HostMeasurement host) => new(
        host.Name, host.Kind == NodeKind.Router ? "router" : "host", [.. host.Addresses.Select(address => address.ToString())],
        LinkReports.DropsOf(host.Drops));
}
