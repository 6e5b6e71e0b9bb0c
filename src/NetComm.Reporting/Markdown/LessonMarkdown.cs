using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NetComm.Reporting.Markdown;

/// <summary>
/// The lesson text of a scenario within a Markdown report: as its author wrote it, but for headings, which stand below those of the report,
/// and for what could do more than be read (raw HTML, images from elsewhere, links that are no addresses).
/// </summary>
internal static class LessonMarkdown
{
    private static readonly MarkdownPipeline WithPlaces = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    private readonly record struct Change(int At, int Without, string With);

    /// <summary>The text; its first-level headings become headings of the given level.</summary>
    public static string Of(string markdown, int topLevel)
    {
        string source = markdown.ReplaceLineEndings("\n").TrimEnd();
        MarkdownDocument document = Markdig.Markdown.Parse(source, WithPlaces);
        IOrderedEnumerable<Change> changes = document.Descendants().SelectMany(found => ChangesOf(found, source, topLevel - 1))
            .OrderBy(change => change.At);
        var text = new StringBuilder();
        int copied = 0;
        foreach (Change change in changes.Where(change => change.At >= 0))
        {
            if (change.At < copied) continue;
            text.Append(source, copied, change.At - copied).Append(change.With);
            copied = change.At + change.Without;
        }

        return text.Append(source, copied, source.Length - copied).ToString();
    }

    private static IEnumerable<Change> ChangesOf(MarkdownObject found, string source, int deeper) => found switch
    {
        HeadingBlock { IsSetext: false } heading => [new(heading.Span.Start, 0, new string('#', Math.Min(6 - heading.Level, deeper)))],
        HeadingBlock heading => Underlined(heading, source, deeper),
        HtmlBlock html =>
            Enumerable.Range(html.Span.Start, html.Span.Length).Where(at => source[at] == '<').Select(at => new Change(at, 0, "\\")),
        HtmlInline html => [new(html.Span.Start, 0, "\\")],
        AutolinkInline link when !LessonLinks.AreAllowed(link.IsEmail ? "mailto:" : link.Url) => [new(link.Span.Start, 0, "\\")],
        LinkInline link when !LessonLinks.AreAllowed(link.Url ?? "") => [new(link.Span.Start, 0, "\\")],
        LinkInline { IsImage: true } image => [new(image.Span.Start, 1, "")],
        _ => [],
    };

    /// <summary>A heading of the first or second level, with a line below it instead of signs before it.</summary>
    private static IEnumerable<Change> Underlined(HeadingBlock heading, string source, int deeper)
    {
        string whole = source.Substring(heading.Span.Start, heading.Span.Length);
        string[] lines = whole.Split('\n');
        return lines.Length == 2
            ? [new(heading.Span.Start, whole.Length, $"{new string('#', heading.Level + deeper)} {lines[0].Trim()}")] : [];
    }
}
