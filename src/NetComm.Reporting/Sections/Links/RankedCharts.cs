namespace NetComm.Reporting.Sections.Links;

/// <summary>A section of charts per link, of which a reader looks at those that tell most.</summary>
internal static class RankedCharts
{
    /// <summary>Links whose pictures a reader looks at; of more the busiest.</summary>
    public const int MostShown = 12;

    /// <summary>Links beyond have no chart, but their figures in the table of links.</summary>
    private const int MostLinks = 50;

    /// <summary>The section; null where none of them tells anything.</summary>
    /// <param name="things">What there are charts of: <c>directions in which packets had to wait</c>.</param>
    /// <param name="all">Those that tell most first. A link whose first chart tells nothing is not shown.</param>
    /// <param name="sideBySide">The picture that compares them, above the others; null where there is none.</param>
    public static Section? Of(
        string heading, string things, string rank, IReadOnlyList<(LinkReport Link, IReadOnlyList<LinkChart> Charts)> all,
        Picture? sideBySide = null)
    {
        int shown = Math.Min(MostShown, all.Count(link => link.Charts[0].IsTelling));
        if (shown == 0) return null;
        var stems = new FileStems();
        var pictures = new List<Picture>();
        foreach ((LinkReport link, IReadOnlyList<LinkChart> charts) in
            all.OrderByDescending(link => link.Charts[0].IsTelling).Take(MostLinks))
        {
            (string stem, int number) = (stems.Take(link.FileStem), stems.Count);
            pictures.AddRange(charts.Select(of => new Picture(
                $"{of.Kind}-{number}", $"charts/link-{stem}-{of.Kind}.svg", of.Chart, of.Chart.Description)
            {
                IsShown = number <= shown && of.IsTelling,
                IsOverTime = true,
            }));
        }
        Block[] first = sideBySide is null ? [] : [sideBySide];
        Block[] others = shown == all.Count ? []
            : [new Block.Paragraph($"This shows {shown} of {all.Count} {things}: {rank}. The table of links has the figures of all.")];
        return new Section(
            all[0].Charts[0].Kind, heading,
            [.. first, .. pictures.Where(picture => picture.IsShown), .. others, .. pictures.Where(picture => !picture.IsShown)]);
    }
}

/// <param name="Kind">The end of its file's name; of the first chart also the id of the section.</param>
/// <param name="IsTelling">Whether the page shows it.</param>
internal sealed record LinkChart(string Kind, Chart Chart, bool IsTelling);
