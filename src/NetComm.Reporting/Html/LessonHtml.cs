using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Html;

/// <summary>
/// The lesson text of a scenario, CommonMark and tables, as HTML. It may hold anything: raw HTML is shown as text, images become links,
/// links go to the web only.
/// </summary>
internal static class LessonHtml
{
    private static readonly MarkdownPipeline WithTables = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>HTML whose first-level headings become headings of the given level.</summary>
    public static Markup Of(string markdown, int topLevel)
    {
        MarkdownDocument document = Markdig.Markdown.Parse(markdown.ReplaceLineEndings("\n"), WithTables);
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Min(6, heading.Level + topLevel - 1);
        foreach (CodeBlock code in document.Descendants<CodeBlock>()) code.GetAttributes().AddProperty("tabindex", "0");
        foreach (LinkInline link in document.Descendants<LinkInline>().ToList()) MakeHarmless(link);
        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().ToList())
            if (!LessonLinks.AreAllowed(link.IsEmail ? "mailto:" : link.Url))
                link.ReplaceBy(new LiteralInline(link.Url));
        return new Markup(document.ToHtml(WithTables).ReplaceLineEndings("\n"));
    }

    /// <summary>A page that is opened without a network loads nothing: an image is a link to it.</summary>
    private static void MakeHarmless(LinkInline link)
    {
        link.IsImage = false;
        if (LessonLinks.AreAllowed(link.Url ?? "")) return;

        var text = new ContainerInline();
        link.ReplaceBy(text, copyChildren: true);
    }
}
