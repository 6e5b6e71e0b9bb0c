namespace NetComm.Scenarios.Yaml;

/// <summary>Finds the bracket that is wrong, where the YAML library only reports that something is.</summary>
internal static class Brackets
{
    /// <summary>The index of the innermost bracket or brace that is never closed, or wrongly; null where all match.</summary>
    public static int? Unclosed(string text)
    {
        var open = new Stack<int>();
        bool mayBegin = true; // a bracket or quote inside a plain text is a mere character
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                i = EndOfLine(text, i);
                mayBegin = true;
                continue;
            }

            if (mayBegin && c is '"' or '\'') i = EndOfQuote(text, i);
            else if (mayBegin && c is '[' or '{') open.Push(i);
            else if (open.Count > 0 && c is ']' or '}' && !Closes(text[open.Peek()], c)) return open.Peek();
            else if (open.Count > 0 && c is ']' or '}') open.Pop();
            mayBegin = char.IsWhiteSpace(c) ? mayBegin || EndsToken(text, i) : c is '[' or '{' or ',' or ':' or '-' or '\n';
        }

        return open.Count > 0 ? open.Peek() : null;
    }

    private static bool Closes(char opening, char closing) => (opening == '[') == (closing == ']');

    private static bool EndsToken(string text, int i) => text[i] == '\n' || (i > 0 && text[i - 1] is ':' or '-' or ',' or '[' or '{');

    private static int EndOfLine(string text, int from) => text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;

    private static int EndOfQuote(string text, int from)
    {
        char quote = text[from];
        for (int i = from + 1; i < text.Length; i++)
        {
            if (quote == '"' && text[i] == '\\') i++;
            else if (text[i] == quote) return i;
        }

        return text.Length;
    }
}
