namespace NetComm.Reporting.Document;

/// <summary>The report as a text with pictures, before it becomes a page or a Markdown file.</summary>
internal sealed record ReportDocument
{
    public required string Title { get; init; }

    /// <summary>What kind of run it was, in one line.</summary>
    public required string Kind { get; init; }

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

internal sealed record Section(string Id, string Heading, IReadOnlyList<Block> Blocks)
{
    /// <summary>A callout that the contents do not list.</summary>
    public bool IsAside { get; init; }

    /// <summary>What few look up: on a screen it is closed until a reader opens it, or follows a link into it.</summary>
    public bool IsFolded { get; init; }
}

/// <summary>An outcome of the whole run.</summary>
/// <param name="IsGood">Null where nothing was asked.</param>
internal sealed record Verdict(string Text, bool? IsGood)
{
    public IReadOnlyList<RichText> Points { get; init; } = [];
}
