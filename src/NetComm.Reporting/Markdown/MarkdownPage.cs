using System.Text;
using NetComm.Reporting.Player;

namespace NetComm.Reporting.Markdown;

/// <summary>The report as GitHub-flavoured Markdown, for a repository of coursework: pictures are the files beside it.</summary>
internal sealed class MarkdownPage
{
    private const int TopLevel = 2;

    private readonly MarkdownWriter _text = new();

    private MarkdownPage()
    {
    }

    /// <summary>The file's text: LF, one empty line between blocks.</summary>
    public static string Of(ReportDocument report)
    {
        var page = new MarkdownPage();
        page.Write(report);
        return page._text.ToString();
    }

    private void Write(ReportDocument report)
    {
        _text.Block($"# {MarkdownText.Escaped(report.Title)}");
        _text.Block($"*{MarkdownText.Escaped(report.Kind)}*");
        foreach (Verdict verdict in report.Verdicts)
            _text.Block(
                string.Join(
                    '\n',
                    [
                        $"> {SignOf(verdict)}**{MarkdownText.Escaped(verdict.Text)}**",
                        .. verdict.Points.Select((point, i) => $"{(i == 0 ? ">\n" : "")}> - {MarkdownText.Of(point)}"),
                    ]));
        // What is operated cannot be printed.
        foreach (Section section in report.Sections.Where(section => section.Blocks is not [PlayerBlock]))
        {
            _text.Block($"## {MarkdownText.Escaped(section.Heading)}");
            foreach (Block block in section.Blocks) Write(block, TopLevel);
        }
    }

    private static string SignOf(Verdict verdict) => verdict.IsGood switch { true => "✓ ", false => "✗ ", null => "" };

    private void Write(Block block, int level)
    {
        switch (block)
        {
            case Block.Paragraph { Text: var text }:
                _text.Block(MarkdownText.Of(text));
                break;
            case Block.Bullets { Points: var points }:
                _text.Block(string.Join('\n', points.Select(point => $"- {MarkdownText.Of(point)}")));
                break;
            case Block.Lesson { Markdown: var markdown }:
                _text.Block(LessonMarkdown.Of(markdown, level + 1));
                break;
            case Block.Listing listing:
                string fence = MarkdownText.FenceOf(listing.Text, atLeast: 3);
                _text.Block($"{fence}{listing.Language}\n{listing.Text.TrimEnd('\n')}\n{fence}");
                break;
            case Block.Facts { Lines: var lines }:
                _text.Block(
                    string.Join('\n', lines.Select(line => $"- {MarkdownText.Escaped(line.Name)}: {MarkdownText.Of(line.Value)}")));
                break;
            case Table table:
                if (!table.IsTitled) _text.Block($"**{MarkdownText.Escaped(table.Caption)}**");
                _text.Block(MarkdownTable.Of(table));
                break;
            case Picture picture:
                Write(picture);
                break;
            case Block.Part part:
                _text.Block($"{new string('#', level + 1)} {MarkdownText.Escaped(part.Heading)}");
                foreach (Block inner in part.Blocks) Write(inner, level + 1);
                break;
            default:
                throw new InvalidOperationException($"Markdown has no place for {block.GetType()}.");
        }
    }

    private void Write(Picture picture)
    {
        string link = $"[{MarkdownText.Escaped(picture.Content.Title)}]({MarkdownText.TargetOf(picture.Path)})";
        if (!picture.IsShown)
        {
            _text.Block(link);
            return;
        }

        _text.Block($"!{link}");
        _text.Block($"*{MarkdownText.Escaped(picture.Caption)}*");
    }
}

/// <summary>Writes blocks of Markdown, an empty line between them.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();

    public void Block(string text)
    {
        if (text.Length == 0) return;
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(text).Append('\n');
    }

    public override string ToString() => _text.ToString();
}
