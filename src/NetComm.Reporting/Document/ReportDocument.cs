namespace NetComm.Reporting.Document;

/// <summary>The report as a text with pictures, before it becomes a page or a Markdown file.</summary>
internal sealed record ReportDocument
{
    /// <summary>The scenario's title.</summary>
    public required string Title { get; init; }

    /// <summary>What kind of run it was, in one line.</summary>
    public required string Kind { get; init; }

    /// <summary>The outcome: what a reader sees first.</summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    /// <summary>In reading order; the last tells how to run it again.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>All pictures, those that are only linked too.</summary>
    public IEnumerable<Picture> Pictures => Sections.SelectMany(section => PicturesIn(section.Blocks));

    private static IEnumerable<Picture> PicturesIn(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        Picture picture => [picture],
        Block.Part part => PicturesIn(part.Blocks),
        _ => Enumerable.Empty<Picture>(),
    });
}
