using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace NetComm.Scenarios.Reading.Programs;

/// <summary>A condition such as <c>{n} &lt; 20</c>: two texts, split at the first operator between blanks, else at the first.</summary>
internal static partial class TextComparison
{
    public const string Operators = "==, !=, <, <=, >, >=, contains";

    private static readonly Dictionary<string, ConditionOperator> ByWord = new(StringComparer.Ordinal)
    {
        ["=="] = ConditionOperator.Equal,
        ["!="] = ConditionOperator.NotEqual,
        ["<"] = ConditionOperator.Less,
        ["<="] = ConditionOperator.LessOrEqual,
        [">"] = ConditionOperator.Greater,
        [">="] = ConditionOperator.GreaterOrEqual,
        ["contains"] = ConditionOperator.Contains,
    };

    public static bool TryParse(string text, [NotNullWhen(true)] out Condition? condition)
    {
        Match match = AmongBlanks().Match(text);
        if (!match.Success) match = Anywhere().Match(text);
        condition = match.Success
            ? new(Unquoted(match.Groups["left"].Value), ByWord[match.Groups["word"].Value], Unquoted(match.Groups["right"].Value)) : null;
        return condition is not null;
    }

    /// <summary>What was probably meant by a text that is no condition: with <c>==</c> for <c>=</c>, and the like.</summary>
    public static string? Meant(string text) =>
        Misspelt().Match(text) is { Success: true } match
            ? $"{match.Groups["left"].Value}{match.Groups["word"].Value switch { "=<" => "<=", "=>" => ">=", "<>" => "!=", _ => "==" }}" +
            match.Groups["right"].Value
            : null;

    /// <summary>Quotes round a whole side are not part of it.</summary>
    private static string Unquoted(string side)
    {
        side = side.Trim();
        return side.Length >= 2 && side[0] == '"' && side[^1] == '"' ? side[1..^1] : side;
    }

    [GeneratedRegex(@"^(?<left>.*?)(?<![^\s])(?<word>==|!=|<=|>=|<|>|contains)(?![^\s])(?<right>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex AmongBlanks();

    [GeneratedRegex(@"^(?<left>[^=!<>]*)(?<word>==|!=|<=|>=|<|>)(?<right>[^=<>].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Anywhere();

    [GeneratedRegex(@"^(?<left>[^=!<>]*)(?<word>=<|=>|<>|=)(?<right>[^=<>].*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Misspelt();
}
