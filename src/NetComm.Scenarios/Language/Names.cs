namespace NetComm.Scenarios.Language;

internal static class Names
{
    /// <summary>Longest name, in characters (scenario language, 'Names').</summary>
    public const int Longest = 63;

    public const string Allowed = "letters, digits, - and _, at most 63, not beginning or ending with -";

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

internal static class Titles
{
    /// <summary><c>flow 'call'</c>; by number where an item has no name: <c>fault 2</c>, <c>program 'server', step 3</c>.</summary>
    public static string Of(string parent, string thing, YamlNode item, int index)
    {
        string prefix = parent.Length == 0 ? "" : parent + ", ";
        return (item as YamlMapping)?["name"] is YamlScalar { IsNull: false } name && thing != "step"
            ? $"{prefix}{thing} '{Shapes.Cropped(name.Value)}'"
            : Ends(item) is { } ends ? $"{prefix}{thing} '{Shapes.Cropped(ends)}'"
            : $"{prefix}{thing} {index + 1}";
    }

    private static string? Ends(YamlNode item) =>
        (item as YamlMapping)?["between"] is YamlSequence { Items: [YamlScalar first, YamlScalar second] }
            ? $"{first.Value}--{second.Value}" : null;
}
