using NetComm.Reporting.Charts.Page;
using NetComm.Reporting.Player;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Html;

/// <summary>The report as one page that loads nothing, and reads on paper, on a telephone, in the dark and by ear.</summary>
internal sealed class HtmlPage
{
    private const int TopLevel = 2;

    private readonly ReportDocument _report;
    private readonly IChartRenderer _renderer;
    private readonly MarkupWriter _html = new();

    private HtmlPage(ReportDocument report, IChartRenderer renderer)
    {
        _report = report;
        _renderer = renderer;
    }

    /// <summary>The page.</summary>
    public static Markup Of(ReportDocument report, IChartRenderer renderer) => new HtmlPage(report, renderer).Write();

    private PlayerBlock? Player => _report.Sections.SelectMany(section => section.Blocks).OfType<PlayerBlock>().FirstOrDefault();

    private bool HasFolds => _report.Sections.Any(section => section.IsFolded);

    private bool HasCharts => _report.Pictures.Any(picture => picture is { IsShown: true, Content: IExplorable });

    private Markup Write()
    {
        WriteHead();
        _html.Line($"<main id=\"main\">");
        foreach (Section section in _report.Sections.SkipLast(1)) WriteSection(section, "section");
        _html.Line($"</main>");
        WriteSection(_report.Sections[^1], "footer");
        if (HasCharts)
        {
            _html.Line($"<script type=\"application/json\" id=\"chart-units\">{new Markup(ChartData.Units)}</script>");
            PageScript.Charts.WriteTo(_html);
        }
        if (HasFolds) PageScript.Print.WriteTo(_html);
        _html.Line($"</body>");
        _html.Line($"</html>");
        return _html.ToMarkup();
    }

    private void WriteHead()
    {
        var hashes = new List<string>();
        if (Player is not null) hashes.Add(PageScript.Player.Hash);
        if (HasCharts) hashes.Add(PageScript.Charts.Hash);
        if (HasFolds) hashes.Add(PageScript.Print.Hash);
        Markup allowed = hashes.Count == 0 ? Markup.None : new Markup($"; script-src {string.Join(' ', hashes)}");
        _html.Line($"<!DOCTYPE html>");
        _html.Line($"<html lang=\"en\">");
        _html.Line($"<head>");
        _html.Line($"<meta charset=\"utf-8\">");
        _html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        _html.Line($"<meta name=\"color-scheme\" content=\"light dark\">");
        _html.Line(
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{allowed}\">");
        _html.Line($"<title>{_report.Title}</title>");
        _html.Line($"<style>");
        string ofScripts = (Player is null ? "" : PlayerStyleSheet.Text) + (HasCharts ? ChartStyleSheet.Text : "");
        _html.Line($"{new Markup(ReportStyleSheet.Text)}{new Markup(ofScripts)}{new Markup(_renderer.StyleSheet)}");
        _html.Line($"</style>");
        _html.Line($"</head>");
        _html.Line($"<body>");
        _html.Line($"<a class=\"skip\" href=\"#main\">Skip to the report</a>");
        _html.Line($"<header>");
        _html.Line($"<p class=\"kind\">{_report.Kind}</p>");
        _html.Line($"<h1>{_report.Title}</h1>");
        foreach (Verdict verdict in _report.Verdicts) WriteVerdict(verdict);
        _html.Line($"<nav aria-label=\"Contents\"><ul>");
        foreach (Section section in _report.Sections.Where(section => !section.IsAside))
            _html.Line($"<li><a href=\"#{section.Id}\">{section.Heading}</a></li>");
        _html.Line($"</ul></nav>");
        _html.Line($"</header>");
    }

    private void WriteVerdict(Verdict verdict)
    {
        (string? look, string? sign) = verdict.IsGood switch { true => (" passed", "✓"), false => (" failed", "✗"), null => ("", "") };
        Markup mark = sign.Length == 0 ? Markup.None : Markup.Of($"<span aria-hidden=\"true\">{sign} </span>");
        if (verdict.Points.Count == 0)
        {
            _html.Line($"<p class=\"verdict{look}\">{mark}{verdict.Text}</p>");
            return;
        }

        _html.Line($"<div class=\"verdict{look}\">");
        _html.Line($"<p>{mark}{verdict.Text}</p>");
        WriteBullets(verdict.Points);
        _html.Line($"</div>");
    }

    private void WriteSection(Section section, string element)
    {
        var tag = new Markup(element);
        var look = new Markup(section.IsAside ? " class=\"notes\"" : "");
        _html.Line($"<{tag} id=\"{section.Id}\" aria-labelledby=\"{section.Id}-h\"{look}>");
        if (section.IsFolded) _html.Line($"<details>");
        var heading = Markup.Of($"<h2 id=\"{section.Id}-h\">{section.Heading}</h2>");
        if (section.IsFolded) heading = Markup.Of($"<summary>{heading}</summary>");
        _html.Line($"{heading}");
        WriteBlocks(section.Blocks, TopLevel);
        if (section.IsFolded) _html.Line($"</details>");
        _html.Line($"</{tag}>");
    }

    /// <summary>
    /// Charts that follow each other share a frame, in which paper has room for two side by side; so do those that are files only.
    /// </summary>
    private void WriteBlocks(IReadOnlyList<Block> blocks, int level)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            string? frame = FrameOf(blocks[i]);
            if (frame is not null && (i == 0 || FrameOf(blocks[i - 1]) != frame)) _html.Line($"<div class=\"{frame}\">");
            WriteBlock(blocks[i], level);
            if (frame is not null && (i + 1 == blocks.Count || FrameOf(blocks[i + 1]) != frame)) _html.Line($"</div>");
        }
    }

    private static string? FrameOf(Block block) => block switch
    {
        Picture { IsShown: false } => "files",
        Picture { Content: Chart, Scrolls: false } => "charts",
        _ => null,
    };

    private void WriteBlock(Block block, int level)
    {
        switch (block)
        {
            case Block.Paragraph { Text: var text }:
                _html.Line($"<p>{HtmlText.Of(text)}</p>");
                break;
            case Block.Bullets { Points: var points }:
                WriteBullets(points);
                break;
            case Block.Lesson { Markdown: var markdown }:
                _html.Line($"<div class=\"lesson\">");
                _html.Line($"{LessonHtml.Of(markdown, level + 1)}</div>");
                break;
            case Block.Listing listing:
                _html.Line(
                    $"<pre class=\"source\" tabindex=\"0\" role=\"region\" " +
                    $"aria-label=\"{listing.Label}\"><code>{listing.Text}</code></pre>");
                break;
            case Block.Facts { Lines: var lines }:
                _html.Line($"<dl>");
                foreach ((string? name, RichText? value) in lines) _html.Line($"<dt>{name}</dt><dd>{HtmlText.Of(value)}</dd>");
                _html.Line($"</dl>");
                break;
            case Table table:
                HtmlTable.Write(_html, table);
                break;
            case Picture picture:
                WritePicture(picture);
                break;
            case Block.Part part:
                WritePart(part, level + 1);
                break;
            case PlayerBlock player:
                player.WriteTo(_html, _renderer);
                break;
            default:
                throw new InvalidOperationException($"The page has no place for {block.GetType()}.");
        }
    }

    private void WriteBullets(IReadOnlyList<RichText> points)
    {
        _html.Line($"<ul>");
        foreach (RichText point in points) _html.Line($"<li>{HtmlText.Of(point)}</li>");
        _html.Line($"</ul>");
    }

    private void WritePart(Block.Part part, int level)
    {
        _html.Line($"<section id=\"{part.Id}\" aria-labelledby=\"{part.Id}-h\" class=\"part\">");
        _html.Line($"<h{level} id=\"{part.Id}-h\">{part.Heading}</h{level}>");
        WriteBlocks(part.Blocks, level);
        _html.Line($"</section>");
    }

    private void WritePicture(Picture picture)
    {
        if (!picture.IsShown)
        {
            _html.Line($"<p><a href=\"{picture.Path}\">{picture.Content.Title}</a></p>");
            return;
        }

        _html.Line($"<figure class=\"chart\">");
        Markup wide = _renderer.Render(picture.Content, new ChartPlacement(picture.Id, ChartSize.Wide, StandsAlone: false));
        if (picture.Scrolls)
            _html.Line($"<div class=\"scroll\" role=\"region\" aria-label=\"{picture.Content.Title}\" tabindex=\"0\">{wide}</div>");
        else
        {
            _html.Line($"<div class=\"wide\">{wide}</div>");
            _html.Line(
                $"<div class=\"narrow\">{_renderer.Render(picture.Content, new ChartPlacement($"{picture.Id}-narrow", ChartSize.Narrow, StandsAlone: false))}</div>");
        }

        if (picture.Content is IExplorable chart)
        {
            var data = new Markup(chart.DataOf(picture.IsOverTime));
            _html.Line($"<script type=\"application/json\" class=\"chart-data\">{data}</script>");
        }

        _html.Line($"<figcaption>{picture.Caption}</figcaption>");
        _html.Line($"</figure>");
    }
}
