namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Finds a window (<c>before</c>, <c>after</c>, <c>between</c>) that is not at the end, and suggests where it goes.</summary>
internal static class MisplacedWindow
{
    private static readonly string[] Words = ["before", "after", "between"];

    public static MistakeException? In(string text, IReadOnlyList<Token> tokens)
    {
        int start = FirstIn(tokens);
        if (start < 0) return null;
        int end = EndOf(tokens, start);
        bool isLast = tokens[end].Kind == TokenKind.End || !tokens.Skip(end).Any(token => IsRest(token) || IsSubject(token));
        return isLast ? null : ExpectationParser.Mistake(
            tokens[start],
            $"'{tokens[start].Text}' comes last: NAME.METRIC, then 'by' or 'from', then the comparison, then the time",
            suggestion: string
                .Join(' ',
                ((string[])[Between(text, tokens, 0, start), Between(text, tokens, end, tokens.Count - 1),
                    Between(text, tokens, start, end)]).Where(part => part.Length > 0)));
    }

    public static bool IsWord(Token token) => token.Kind == TokenKind.Word && Words.Contains(token.Text);

    /// <summary>The first window word that is not the name of a host: names follow a word or sign that needs one.</summary>
    private static int FirstIn(IReadOnlyList<Token> tokens) =>
        Enumerable.Range(0, tokens.Count)
            .FirstOrDefault(i => IsWord(tokens[i])
            && (i == 0 || !(tokens[i - 1].Kind == TokenKind.Sign || tokens[i - 1].Text is "by" or "from" or "with")), -1);

    private static int EndOf(IReadOnlyList<Token> tokens, int start)
    {
        int end = start + 1;
        while (tokens[end].Kind == TokenKind.Word && !IsRest(tokens[end]) && tokens[end].Text is not ("by" or "from")
            && !IsSubject(tokens[end])) end++;
        return end;
    }

    /// <summary>The words that belong before a window. A 'by' or 'from' alone after it is reported by its own rule.</summary>
    private static bool IsRest(Token token) => token.Kind == TokenKind.Sign || token.Is("contains") || token.Is("with");

    private static bool IsSubject(Token token) => token.Kind == TokenKind.Word && char.IsLetter(token.Text[0])
        && token.Text.Contains('.', StringComparison.Ordinal);

    private static string Between(string text, IReadOnlyList<Token> tokens, int start, int end) =>
        end > start ? text[tokens[start].Start..tokens[end - 1].End] : "";
}
