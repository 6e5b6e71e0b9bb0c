namespace NetComm.Scenarios.Reading.Programs;

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
