namespace NetComm.Sim.Scenarios.Language;

/// <summary>The rule for names.</summary>
internal static class Names
{
    /// <summary>Longest name, in characters (scenario language, 'Names').</summary>
    public const int Longest = 63;

    /// <summary>The rule as a pattern, for the schema.</summary>
    public const string Pattern = "^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$";

    /// <summary>What names are made of, in a message.</summary>
    public const string Allowed = "letters, digits, - and _, at most 63, not beginning or ending with -";

    /// <summary>Why the text is no name; null where it is one.</summary>
    public static string? Fault(string text)
    {
        if (text.Length == 0) return "a name must not be empty";
        if (text.Length > Longest) return $"a name has at most {Longest} characters";
        if (text[0] == '-' || text[^1] == '-') return "a name must not begin or end with '-'";
        if (text.Contains('.')) return "a name has no dots";
        return text.All(IsNameCharacter) ? null : "a name is made of letters, digits, '-' and '_'";
    }

    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
