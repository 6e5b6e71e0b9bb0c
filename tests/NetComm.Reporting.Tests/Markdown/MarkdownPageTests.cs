using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using NetComm.Reporting.Charts.Drawing;

namespace NetComm.Reporting.Tests.Markdown;

/// <summary>The report as Markdown, read back by a parser of Markdown.</summary>
public sealed class MarkdownPageTests
{
    private const string Hostile = "</code>``` | *x* _y_ <script>alert(1)</script> [z](javascript:alert(2)) & # ~ $1$ \\ &lt;";

    private static readonly MarkdownPipeline Reader =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseMathematics().Build();

    [Fact]
    public void The_report_reads_as_approved() => Approved.Text("report.md", PageOf(SampleReport.Model));

    [Fact]
    public void Every_picture_is_a_file_that_is_written_too()
    {
        List<string> files = ReportFiles.Of(SampleReport.Model.Document(), new ScottPlotRenderer(), ReportFormat.Markdown)
            .Select(file => file.Path).ToList();

        List<string> linked = Parsed(SampleReport.Model).Descendants<LinkInline>().Where(link => link.IsImage)
            .Select(link => link.Url!).ToList();

        Assert.NotEmpty(linked);
        Assert.Empty(linked.Except(files));
        Assert.Equal("report.md", files[0]);
        Assert.DoesNotContain("report.html", files);
    }

    [Fact]
    public void All_formats_share_their_charts()
    {
        List<string> files = ReportFiles.Of(SampleReport.Model.Document(), new NamedCharts(), ReportFormat.All)
            .Select(file => file.Path).ToList();

        Assert.Equal(["report.html", "report.md"], files.Take(2));
        Assert.Equal(files.Distinct(), files);
    }

    [Fact]
    public void A_flow_with_a_difficult_name_has_links_that_lead_to_its_charts()
    {
        SampleReport report = SampleReport.Model with { Flows = [SampleReport.Model.Flows[0].Named("a call (to bob) & back")] };

        List<string> linked = Parsed(report).Descendants<LinkInline>().Where(link => link.IsImage)
            .Select(link => Uri.UnescapeDataString(link.Url!)).ToList();

        Assert.Contains("charts/a call (to bob) & back-latency.svg", linked);
    }

    [Fact]
    public void Text_from_a_scenario_is_shown_and_is_no_mark()
    {
        SampleReport report = SampleReport.Model.With(context => context with
        {
            Title = Hostile,
            Lesson = "",
            Source = Hostile + "\n````\n",
            FileName = Hostile,
            Notes = [Hostile],
            Faults = [new(1, Hostile)],
        }) with
        {
            Programs = [new(Hostile, Hostile, false, Hostile)],
            Printed = [new(1, Hostile, Hostile)],
            Expectations = [new(Hostile, false, Hostile, Hostile)],
            Hosts = [new(Hostile, Hostile, [Hostile], [new(Hostile, 1)])],
            Flows = [SampleReport.Model.Flows[0].Between(Hostile, Hostile)],
        };

        MarkdownDocument page = Parsed(report);

        Assert.Empty(page.Descendants<HtmlBlock>());
        Assert.All(page.Descendants<HtmlInline>(), html => Assert.Equal("<br>", html.Tag));
        Assert.All(page.Descendants<LinkInline>(), link => Assert.StartsWith("charts/", link.Url, StringComparison.Ordinal));
        Assert.All(
            page.Descendants<TableRow>(),
            row => Assert.Equal(((Table)row.Parent!).ColumnDefinitions.Count(column => column is not null), row.Count));
        Assert.Equal(Hostile, TextOf(page.Descendants<HeadingBlock>().First().Inline!));
        Assert.Contains(page.Descendants<ListItemBlock>(), item => TextOf(((ParagraphBlock)item[0]).Inline!) == Hostile);
        Assert.Contains(page.Descendants<FencedCodeBlock>(), code => code.Lines.ToString().StartsWith(Hostile, StringComparison.Ordinal));
    }

    [Fact]
    public void Headings_descend_by_one_level_at_a_time()
    {
        List<int> levels = Parsed(SampleReport.Model).Descendants<HeadingBlock>().Select(heading => heading.Level).ToList();

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    private static string PageOf(SampleReport report) =>
        ReportFiles.Of(report.Document(), new NamedCharts(), ReportFormat.Markdown).First().Text;

    private static MarkdownDocument Parsed(SampleReport report) => Markdig.Markdown.Parse(PageOf(report), Reader);

    private static string TextOf(ContainerInline container) => string.Concat(container.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }));
}
