using System.Text;

namespace NetComm.Reporting.Markdown;

/// <summary>A phrase as Markdown: whatever it says is shown, and none of it becomes a mark (CommonMark 0.31, 2.4).</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*[]<>|&$~";

    public static string Of(RichText phrase) => string.Concat(phrase.Pieces.Select(Of));

    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        int blockMark = BlockMarkOf(text);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (Marks.Contains(c, StringComparison.Ordinal) || (c == '_' && !IsWithinWord(text, i)) || i == blockMark) escaped.Append('\\');
            escaped.Append(char.IsControl(c) ? ' ' : c);
        }

        return escaped.ToString();
    }

    /// <summary>More backquotes than the text has in a row.</summary>
    public static string FenceOf(string text, int atLeast)
    {
        (int longest, int run) = (0, 0);
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', Math.Max(atLeast, longest + 1));
    }

    public static string TargetOf(string target) =>
        target.StartsWith('#') ? target : string.Join('/', target.Split('/').Select(Uri.EscapeDataString));

    private static string Of(TextSpan piece) => piece.Kind switch
    {
        TextSpanKind.Plain or TextSpanKind.OneLine => Escaped(piece.Text),
        TextSpanKind.Strong => $"**{Escaped(piece.Text)}**",
        TextSpanKind.Code => CodeOf(piece.Text),
        TextSpanKind.Link when piece.Target is { } target && !target.StartsWith('#') => $"[{Escaped(piece.Text)}]({TargetOf(target)})",
        // Hosts of Markdown disagree on the names of headings.
        TextSpanKind.Link => Escaped(piece.Text),
        TextSpanKind.Good => $"✓ {Escaped(piece.Text)}",
        TextSpanKind.Bad => $"✗ **{Escaped(piece.Text.TrimEnd())}**{(piece.Text.EndsWith(' ') ? " " : "")}",
        TextSpanKind.Remark => $"<br>{Escaped(piece.Text)}",
        _ => throw new InvalidOperationException($"No Markdown for {piece.Kind}."),
    };

    /// <summary>A table cell ends at a bar even within code (GFM 0.29, 4.10).</summary>
    private static string CodeOf(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("|", "\\|", StringComparison.Ordinal);
        if (line.Length == 0) return "";
        string fence = FenceOf(line, atLeast: 1);
        string room = line.StartsWith('`') || line.EndsWith('`') || (line.StartsWith(' ') && line.EndsWith(' ')) ? " " : "";
        return $"{fence}{room}{line}{room}{fence}";
    }

    private static bool IsWithinWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    /// <summary>
    /// Where a list, a heading, a rule or a setext underline would get its mark: of a numbered list the sign behind the number; −1 for none
    /// of them.
    /// </summary>
    private static int BlockMarkOf(string text)
    {
        if (text.Length == 0) return -1;
        if (text[0] is '#' or '-' or '+' or '=') return 0;
        int end = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return end > 0 && text[end] is '.' or ')' && (end + 1 == text.Length || text[end + 1] == ' ') ? end : -1;
    }
}
