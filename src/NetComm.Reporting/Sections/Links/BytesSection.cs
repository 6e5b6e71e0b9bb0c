using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Sections.Topology;

namespace NetComm.Reporting.Sections.Links;

/// <summary>The section of the page that lays side by side what each link carried.</summary>
internal sealed class BytesSection(LinkReports links, FlowPathFold paths) : ReportSection
{
    private const int MostRows = 40;

    private const string Others = "other traffic (ARP, control, other flows)";

    public override IReadOnlyList<ITraceFold> Folds => links.Folds;

    public override Section? Build(ReportContext context) => Of(links.All, paths.Paths);

    internal static Section? Of(IReadOnlyList<LinkReport> links, IReadOnlyList<FlowPath> flowPaths)
    {
        if (links.All(link => link.Bytes == 0)) return null;
        List<LinkReport> shown = Shown(links);
        bool hasOthers = shown.Any(link => OthersOf(link) > 0);
        var chart = new TimelineChart
        {
            Title = "Transmitted in each direction",
            Description = $"Bytes transmitted in each direction, in total {Unit.Bytes.Format(links.Sum(link => link.Bytes))}.",
            X = new Axis("Transmitted", Unit.Bytes) { From = 0 },
            Rows = [.. shown.Select(RowOf)],
            Paths = flowPaths.Count,
            Parts = [.. flowPaths.Select(path => path.Name), .. hasOthers ? new[] { Others } : []],
        };
        var picture =
            new Picture("bytes-per-link-picture", "charts/bytes-per-link.svg", chart, CaptionOf(links, shown));
        return new Section("bytes-per-link", "Bytes per link", flowPaths.Count == 0 ? [picture] : [picture, CostsOf(flowPaths)]);
    }

    /// <summary>All in their order, or of very many those that carried most.</summary>
    private static List<LinkReport> Shown(IReadOnlyList<LinkReport> links)
    {
        if (links.Count <= MostRows) return [.. links];
        IEnumerable<(LinkReport link, int i)> kept = links.Select((link, i) => (link, i)).OrderByDescending(pair => pair.link.Bytes)
            .ThenBy(pair => pair.i).Take(MostRows).Where(pair => pair.link.Bytes > 0);
        return [.. kept.OrderBy(pair => pair.i).Select(pair => pair.link)];
    }

    private static TimelineRow RowOf(LinkReport link)
    {
        double[] lengths = [.. link.BytesByPath.Select(bytes => (double)bytes), OthersOf(link)];
        return new TimelineRow.Bar(link.Label, Unit.Bytes.Format(link.Bytes), lengths);
    }

    private static long OthersOf(LinkReport link) => Math.Max(0, link.Bytes - link.BytesByPath.Sum());

    private static string CaptionOf(IReadOnlyList<LinkReport> links, List<LinkReport> shown)
    {
        int silent = links.Count(link => link.Bytes == 0);
        string text =
            $"Bytes transmitted in each direction, headers included, whether or not they arrived: in total " +
                $"{Unit.Bytes.Format(links.Sum(link => link.Bytes))}. "
            + "Compare how often the same data crosses a link, and which links carry data that no host behind them needs.";
        if (silent > 0) text += $" {silent} of {links.Count} directions carried nothing.";
        if (shown.Count == links.Count) return text;
        return shown.Count + silent == links.Count
            ? $"{text} These are not shown." : $"{text} Only the {shown.Count} that carried most are shown.";
    }

    private static Table CostsOf(IReadOnlyList<FlowPath> flowPaths) => Table.Of(
        "What each flow cost the network",
        [new("Flow", false), new("Type", false), new("Link directions used"), new("Packets transmitted"), new("Bytes transmitted")],
        flowPaths,
        path =>
        [
            path.Name, path.About, Figure.Of(path.Packets.Count(packets => packets > 0)),
            Figure.Of(path.Packets.Sum()), Figure.Of(path.Bytes.Sum(), Unit.Bytes),
        ]);
}
