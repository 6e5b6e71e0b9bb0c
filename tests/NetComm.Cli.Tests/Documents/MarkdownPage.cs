using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Documents;

/// <summary>A Markdown file of the repository: its headings with what stands below them, tables, fenced blocks and links.</summary>
internal sealed partial class MarkdownPage
{
    /// <summary>The repository's folder.</summary>
    public static readonly string Top = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder(), "../../.."));

    private readonly string[] _lines;
    private readonly bool[] _isCode;

    private MarkdownPage(string path)
    {
        Path = path;
        _lines = File.ReadAllLines(System.IO.Path.Combine(Top, path));
        _isCode = new bool[_lines.Length];
        bool inside = false;
        for (int i = 0; i < _lines.Length; i++)
        {
            bool fence = _lines[i].StartsWith("```", StringComparison.Ordinal);
            _isCode[i] = inside || fence;
            if (fence) inside = !inside;
        }
    }

    /// <summary>Its path below the repository's folder.</summary>
    public string Path { get; }

    /// <summary>Its lines.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public static MarkdownPage Read(string path) => new(path);

    /// <summary>The anchors that GitHub gives the headings.</summary>
    public IReadOnlyList<string> Anchors()
    {
        var anchors = new List<string>();
        foreach (string heading in Headings().Select(heading => Anchor(heading.Text)))
        {
            int before = anchors.Count(anchor => anchor == heading);
            anchors.Add(before == 0 ? heading : $"{heading}-{before}");
        }

        return anchors;
    }

    /// <summary>The lines below a heading, up to the next of its level or above.</summary>
    public IReadOnlyList<string> Section(string title)
    {
        (int Line, int Level, string Text)[] headings = [.. Headings()];
        (int line, int level, string found) = headings.SingleOrDefault(heading => heading.Text == title);
        if (found is null) throw new InvalidOperationException($"{Path} has no heading '{title}'.");
        int end = headings.Where(heading => heading.Line > line && heading.Level <= level).Select(heading => heading.Line)
            .Append(_lines.Length).First();
        return _lines[(line + 1)..end];
    }

    /// <summary>The rows of a section's tables, as cells.</summary>
    public IReadOnlyList<string[]> Rows(string title) =>
        [.. Section(title).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | "))];

    /// <summary>The texts between backticks.</summary>
    public static IEnumerable<string> Codes(string text) => Code().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The fenced blocks of a language, with the line that each begins in.</summary>
    public IEnumerable<(int Line, string Text)> Blocks(string language)
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            if (_lines[i] != "```" + language) continue;
            int end = Array.IndexOf(_lines, "```", i + 1);
            yield return (i + 1, string.Join('\n', _lines[(i + 1)..end]) + "\n");
        }
    }

    /// <summary>The targets of links and pictures outside of code, those given by reference included.</summary>
    public IEnumerable<(int Line, string Target)> Links() =>
        from line in Enumerable.Range(0, _lines.Length)
        where !_isCode[line]
        from Match match in Link().Matches(Code().Replace(_lines[line], ""))
        select (line + 1, match.Groups[1].Value);

    private IEnumerable<(int Line, int Level, string Text)> Headings() =>
        from line in Enumerable.Range(0, _lines.Length)
        where !_isCode[line]
        let match = Heading().Match(_lines[line])
        where match.Success
        select (line, match.Groups[1].Length, match.Groups[2].Value.Trim());

    private static string Anchor(string heading) => NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("^(#+) (.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:\]\(|^\[[^\]]+\]: )([^)\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NoAnchor();

    private static string Folder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
