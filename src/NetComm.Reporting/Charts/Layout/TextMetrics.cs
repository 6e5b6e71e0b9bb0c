namespace NetComm.Reporting.Charts.Layout;

/// <summary>
/// How much room letters take. A guess on the safe side, so that the same layout holds with whatever font the reader has.
/// </summary>
internal static class TextMetrics
{
    /// <summary>Width in pixels of a text in letters of the given size.</summary>
    public static double Width(string text, double size)
    {
        double em = 0.0;
        foreach (System.Text.Rune rune in text.EnumerateRunes()) em += Em(rune.Value);
        return em * size;
    }

    /// <summary>The text, or its beginning and an ellipsis where it would be wider than the room.</summary>
    public static string Shorten(string text, double size, double room)
    {
        if (Width(text, size) <= room) return text;

        string shortened = "";
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (Width(shortened + rune + "…", size) > room) break;
            shortened += rune;
        }
        return shortened.TrimEnd() + "…";
    }

    /// <summary>
    /// The text broken at spaces into lines no wider than the room, the last of them shortened if there would be more than allowed.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double room, int mostLines)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && lines.Count + 1 < mostLines && Width(longer, size) > room)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        lines.Add(line);
        return [.. lines.Select(l => Shorten(l, size, room))];
    }

    /// <summary>Widths of DejaVu Sans, the widest of the common screen fonts, by class of letter.</summary>
    private static double Em(int letter) => letter switch
    {
        'i' or 'j' or 'l' or 'I' or '|' or '\'' or '.' or ',' or ':' or ';' or '!' or ' ' or '\u00A0' or '\u202F' => 0.33,
        'f' or 'r' or 't' or '(' or ')' or '[' or ']' or '-' or '/' or '"' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.97,
        '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁾') => 0.42,
        >= 'A' and <= 'Z' => 0.72,
        >= 0x1100 => letter is >= 0x2000 and < 0x2E80 ? 0.84 : 1.05,
        _ => 0.62,
    };
}
