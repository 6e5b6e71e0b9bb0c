using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Links;

/// <summary>A section of a chart per link, of which a reader looks at those that tell most.</summary>
internal static class RankedCharts
{
    /// <summary>Pictures that a reader looks at; of more links the busiest.</summary>
    public const int MostShown = 12;

    /// <summary>Links beyond have no chart, but their figures in the table of links.</summary>
    private const int MostCharts = 50;

    /// <summary>The section; null where none of them tells anything.</summary>
    /// <param name="id">Unique in the report.</param>
    /// <param name="heading">Over it.</param>
    /// <param name="things">What there is a chart of each: <c>directions in which packets had to wait</c>.</param>
    /// <param name="rank">Which of them are shown.</param>
    /// <param name="all">Those that tell most first.</param>
    public static Section? Of(
        string id, string heading, string things, string rank, IReadOnlyList<(string Stem, Chart Chart, bool IsTelling)> all)
    {
        var stems = new FileStems();
        var blocks = new List<Block>();
        int shown = Math.Min(MostShown, all.Count(link => link.IsTelling));
        if (shown == 0) return null;
        IOrderedEnumerable<(string Stem, Chart Chart, bool IsTelling)> inOrder = all.OrderByDescending(link => link.IsTelling);
        blocks.AddRange(inOrder.Take(MostCharts).Select((link, i) =>
            new Picture($"{id}-{i + 1}", $"charts/link-{stems.Take(link.Stem)}-{id}.svg", link.Chart,
                link.Chart.Description)
            { IsShown = i < shown, IsOverTime = true }));
        if (shown < all.Count)
            blocks.Insert(
                shown, new Block.Paragraph($"This shows {shown} of {all.Count} {things}: {rank}. The table of links has the figures of all."));
        return new Section(id, heading, blocks);
    }
}
