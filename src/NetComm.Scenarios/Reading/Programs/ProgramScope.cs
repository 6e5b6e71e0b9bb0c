namespace NetComm.Scenarios.Reading.Programs;

/// <summary>The sockets and variables that a program has made so far, and the checks on their use.</summary>
/// <param name="outer">That of the steps that take the connections whose steps these are; null: the program's own steps.</param>
internal sealed class ProgramScope(ResolveContext draft, ProgramScope? outer = null)
{
    private readonly HashSet<string> _sockets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variables = new(outer?._variables ?? [], StringComparer.Ordinal);

    /// <summary>How many loops are round the steps that are being read.</summary>
    public int Loops { get; set; }

    public void AddSocket(string name) => _sockets.Add(name);

    public void AddVariable(string name) => _variables.Add(name);

    /// <summary>Reports a socket that no earlier step opened.</summary>
    public string? Socket(YamlScalar? name, string title)
    {
        if (name is null) return null;
        if (_sockets.Contains(name.Value)) return name.Value;
        string what = _variables.Contains(name.Value) ? $"'{name.Value}' is a variable, not a socket"
            : outer?._sockets.Contains(name.Value) == true
                ? $"'{name.Value}' is a socket of the program that takes the connections, and the steps for each have their own"
            : $"there is no socket '{Shapes.Cropped(name.Value)}' at this step";
        Report(name.Span, $"{title}: {what}", name.Value, _sockets, "a step 'socket' or 'accept' makes one");
        return null;
    }

    public string? Text(YamlScalar? text, string title)
    {
        if (text is null) return null;
        foreach ((int start, int length, string? name) in Template.Names(text.Value))
        {
            if (name is null)
                draft.Problem(
                    text.SpanOf(start, length), $"{title}: a '{{' opens the name of a variable, and no '}}' follows", "{{ for a brace");
            else if (!_variables.Contains(name)) Unknown(text.SpanOf(start, length), name, title);
        }

        return text.Value;
    }

    private void Unknown(SourceSpan span, string name, string title)
    {
        if (name is "time" or "error") return;
        if (Names.Fault(name) is not null)
        {
            draft.Problem(
                span, $"{title}: '{{{Shapes.Cropped(name)}}}' is not the name of a variable", "{name} inserts a value, {{ is a brace");
            return;
        }

        string what = _sockets.Contains(name) ? $"'{{{name}}}' is a socket, and only values can be inserted"
            : $"'{{{name}}}' has no value at this step";
        Report(span, $"{title}: {what}", name, _variables, withoutAny: null);
    }

    private void Report(SourceSpan span, string message, string name, HashSet<string> known, string? withoutAny)
    {
        bool isWorthIt = draft.Problems.Shows(span);
        string? allowed = known.Count == 0 ? withoutAny : isWorthIt ? string.Join(", ", known) : null;
        draft.Problem(span, message, allowed, isWorthIt ? Nearest.To(name, known) : null);
    }
}

/// <summary>Finds the <c>{name}</c>s in a text of a program; <c>{{</c> is a brace.</summary>
internal static class Template
{
    /// <summary>The names with their places in the text; a brace that is never closed gives a null name.</summary>
    public static IEnumerable<(int Start, int Length, string? Name)> Names(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '{') continue;
            if (i + 1 < text.Length && text[i + 1] == '{')
            {
                i++;
                continue;
            }

            int end = text.IndexOf('}', i);
            yield return end < 0 ? (i, 1, null) : (i, end - i + 1, text[(i + 1)..end]);
            if (end < 0) yield break;
            i = end;
        }
    }
}
