using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace NetComm.Scenarios.Reading.Programs;

/// <summary>The condition of <c>expect</c>: <c>TEXT == TEXT</c> or <c>TEXT contains TEXT</c>, split at the first.</summary>
internal sealed partial record TextComparison(string Left, bool Contains, string Right)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out TextComparison? comparison)
    {
        Match match = Pattern().Match(text);
        comparison = match.Success
            ? new(Unquoted(match.Groups["left"].Value), match.Groups["word"].Value == "contains", Unquoted(match.Groups["right"].Value))
            : null;
        return comparison is not null;
    }

    /// <summary>Whether the text has an operator that is not supported yet.</summary>
    public static bool IsComing(string text) => text.Split(' ').Any(word => word is "!=" or "<" or "<=" or ">" or ">=");

    /// <summary>Quotes round a whole side are not part of it.</summary>
    private static string Unquoted(string side)
    {
        side = side.Trim();
        return side.Length >= 2 && side[0] == '"' && side[^1] == '"' ? side[1..^1] : side;
    }

    [GeneratedRegex(@"^(?<left>.*?)(?<![^\s])(?<word>==|contains)(?![^\s])(?<right>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
