namespace NetComm.Reporting.Document;

/// <summary>What a section of the report is made of: see <see cref="Table"/>, <see cref="Picture"/> and the small ones here.</summary>
internal abstract record Block
{
    internal sealed record Paragraph(RichText Text) : Block;

    internal sealed record Bullets(IReadOnlyList<RichText> Points) : Block;

    /// <summary>What the scenario's author wrote, in Markdown.</summary>
    internal sealed record Lesson(string Markdown) : Block;

    /// <summary>Lines as typed.</summary>
    /// <param name="Label">What they are, for readers who cannot see.</param>
    /// <param name="Language">For highlighting: <c>yaml</c>, <c>sh</c>.</param>
    internal sealed record Listing(string Label, string Text, string Language) : Block;

    internal sealed record Facts(IReadOnlyList<(string Name, RichText Value)> Lines) : Block;

    internal sealed record Part(string Id, string Heading, IReadOnlyList<Block> Blocks) : Block;
}

/// <summary>Which links of a lesson's text the report keeps: a place in the page, or an address of the web.</summary>
internal static class LessonLinks
{
    private static readonly string[] Schemes = ["http:", "https:", "mailto:"];

    public static bool AreAllowed(string url) => url.StartsWith('#')
        || Schemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
