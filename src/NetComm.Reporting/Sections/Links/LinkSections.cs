using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Links;

/// <summary>The sections on queues and on how busy links were.</summary>
internal static class LinkSections
{
    /// <summary>Pictures that a reader looks at; of more links the busiest.</summary>
    private const int MostShown = 12;

    /// <summary>Where no more packets were ever in the queue, and none was dropped, a picture shows little.</summary>
    private const int ShortQueue = 3;

    /// <summary>Likewise where a link was never busy for a larger share of an interval.</summary>
    private const double HardlyBusy = 0.01;

    /// <summary>Links beyond have no chart, but their figures in the table of links.</summary>
    private const int MostCharts = 50;

    /// <summary>Those directions in which a packet ever had to wait; null where none had to.</summary>
    public static Section? Queues(ReportModel report)
    {
        List<LinkReport> queued = report.Links.Where(link => link.Samples is { Longest: > 1 }).ToList();
        if (queued.Count == 0) return null;
        List<LinkReport> ranked = queued.OrderByDescending(link => link.Samples!.DropCount).ThenByDescending(link => link.Samples!.Longest)
            .ThenByDescending(link => link.QueueMean).ToList();
        (double end, VerticalMark[]? marks) = (report.AxisEnd, MarksOf(report));
        return SectionOf("queues", "Queues", "directions in which packets had to wait",
            $"at most {MostShown}, where packets were dropped or more than {ShortQueue} were in the queue",
            [.. ranked
                .Select(link =>
                (link.FileStem, LinkCharts.Queue(link, end, marks), link.Samples!.DropCount > 0 || link.Samples.Longest > ShortQueue))]);
    }

    /// <summary>Links that carried something in a time of its own; null where there was none.</summary>
    public static Section? Utilisation(ReportModel report)
    {
        List<List<LinkReport>> links = report.Links.Where(link => link.Samples is { TakesTime: true }).GroupBy(link => link.Both)
            .Select(pair => pair.ToList()).ToList();
        if (links.Count == 0) return null;
        (double end, VerticalMark[]? marks) = (report.AxisEnd, MarksOf(report));
        return SectionOf("utilisation", "Link utilisation", "links and LAN ports that carried something",
            $"the busiest, at most {MostShown}, with more than {Unit.Share.Format(HardlyBusy)} in some interval",
            [.. links.OrderByDescending(pair => pair.Max(link => link.Utilisation))
                .Select(pair => (pair[0].FileStem, LinkCharts.Utilisation(pair, end, marks), pair.Exists(IsBusy)))]);
    }

    private static bool IsBusy(LinkReport link) => link.Samples!.Utilisation.Any(point => point.Y > HardlyBusy);

    private static VerticalMark[] MarksOf(ReportModel report) => [.. report.Faults.Select(fault => fault.Mark)];

    private static Section SectionOf(
        string id, string heading, string things, string rank, IReadOnlyList<(string Stem, Chart Chart, bool IsTelling)> all)
    {
        var stems = new FileStems();
        var blocks = new List<Block>();
        int shown = Math.Min(MostShown, all.Count(link => link.IsTelling));
        if (shown < all.Count)
            blocks.Add(
                new Block.Paragraph(
                    $"Of {all.Count} {things} those are shown that tell most: {rank}. {(all.Count > MostCharts ? $"Of the first {MostCharts} there are charts as files; the table of links has the figures of all." : "The others have their charts as files.")}"));
        IOrderedEnumerable<(string Stem, Chart Chart, bool IsTelling)> inOrder = all.OrderByDescending(link => link.IsTelling);
        blocks.AddRange(inOrder.Take(MostCharts).Select((link, i) =>
            new Picture($"{id}-{i + 1}", $"charts/link-{stems.Take(link.Stem)}-{id}.svg", link.Chart,
                link.Chart.Description) { IsShown = i < shown }));
        return new Section(id, heading, blocks);
    }
}
