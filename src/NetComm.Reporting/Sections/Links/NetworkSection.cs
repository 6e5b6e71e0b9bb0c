using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Links;

/// <summary>The figures of links, hosts and routers.</summary>
internal static class NetworkSection
{
    /// <summary>The section.</summary>
    public static Section Of(ReportModel report)
    {
        var blocks = new List<Block>();
        if (report.Faults.Count > 0)
            blocks.Add(Table.Of(
                "Faults and other changes", [new("Time"), new("What happened", false)],
                report.Faults, fault => [Figure.Of(fault.Seconds, Unit.Seconds), fault.Text]));
        if (report.Links.Count > 0)
            blocks.Add(Table.Of(
                "Links and LANs, each direction",
                [new("Name", false), new("From → to", false), new("Packets"), new("Bytes"), new("Utilisation"), new("Queue mean"),
                    new("Queue max"), new("Drops", false)],
                report.Links,
                link =>
                [
                    link.Name, Figure.Between(link.From, link.To), Figure.Of(link.Packets), Figure.Of(link.Bytes, Unit.Bytes),
                    Figure.Of(link.Utilisation, Unit.Share), Figure.Of(link.QueueMean, Unit.Count), Figure.Of(link.QueueMax),
                        Figure.Of(link.Drops),
                ]));
        if (report.Hosts.Count > 0)
            blocks.Add(Table.Of(
                "Hosts and routers", [new("Name", false), new("Kind", false), new("Addresses", false), new("Drops", false)],
                report.Hosts, host => [host.Name, host.Kind, string.Join(", ", host.Addresses), Figure.Of(host.Drops)]));
        return new Section("network", "Links and hosts", blocks);
    }
}

/// <summary>What the report says of a host or router.</summary>
/// <param name="Drops">How many packets ended there for which reason.</param>
internal sealed record HostReport(
    string Name, string Kind, IReadOnlyList<string> Addresses, IReadOnlyList<KeyValuePair<string, long>> Drops);
