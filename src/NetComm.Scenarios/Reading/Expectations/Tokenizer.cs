using System.Text;

namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Cuts an expectation into words, signs and quoted texts.</summary>
internal static class Tokenizer
{
    private static readonly string[] Signs = ["<=", ">=", "=>", "=<", "==", "!=", "+-", "+/-", "<", ">", "=", "±", "*"];

    public static IReadOnlyList<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        int i = 0;
        while (i < text.Length)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            tokens.Add(text[i] == '"' ? Quoted(text, i) : Sign(text, i) ?? Word(text, i));
            i = tokens[^1].End;
        }

        tokens.Add(new(TokenKind.End, "", text.Length, 0));
        return tokens;
    }

    private static Token? Sign(string text, int start) =>
        Array.Find(Signs, sign => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0) is { } found
            ? new(TokenKind.Sign, found, start, found.Length) : null;

    private static Token Word(string text, int start)
    {
        int end = start + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '"' && Sign(text, end) is null) end++;
        return new(TokenKind.Word, text[start..end], start, end - start);
    }

    /// <summary>A text in quotes, in which <c>\"</c> is a quote and <c>\\</c> a backslash.</summary>
    private static Token Quoted(string text, int start)
    {
        var content = new StringBuilder();
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '"') return new(TokenKind.Quoted, content.ToString(), start, i + 1 - start);
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\') i++;
            content.Append(text[i]);
        }

        return new(TokenKind.Unclosed, content.ToString(), start, 1);
    }
}

internal sealed record Token(TokenKind Kind, string Text, int Start, int Length)
{
    public int End => Start + Length;

    public bool Is(string word) => Kind != TokenKind.Quoted && Text == word;
}

internal enum TokenKind
{
    Word,

    Sign,

    /// <summary>A text in double quotes; its text is what is between them.</summary>
    Quoted,

    /// <summary>A quote that is never closed.</summary>
    Unclosed,

    End,
}
