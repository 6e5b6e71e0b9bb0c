using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>The lesson text of a scenario that ships: what it is about, what to watch, and questions.</summary>
internal sealed partial record Lesson(string Text, string WhatToWatch, string Questions)
{
    private const string WatchHeading = "\n## What to watch\n";
    private const string QuestionsHeading = "\n## Questions\n";

    public static Lesson Of(string file)
    {
        string description = ScenarioShelf.Read(file).Description;
        string[] parts = description.Split(WatchHeading);
        string[] rest = parts[^1].Split(QuestionsHeading);
        return new Lesson(parts[0], parts.Length == 2 ? rest[0] : "", rest.Length == 2 ? rest[1] : "");
    }

    /// <summary>The numbers of the questions, in order.</summary>
    public IReadOnlyList<int> QuestionNumbers => NumbersIn(Questions);

    /// <summary>The overrides of each command that the text quotes, as <c>`--set KEY=VALUE --set …`</c>.</summary>
    public IEnumerable<string[]> Commands =>
        from Match span in CodeSpan().Matches($"{Text}\n{WhatToWatch}\n{Questions}")
        let settings = Setting().Matches(span.Value).Select(match => match.Value).ToArray()
        where settings.Length > 0
        select settings;

    /// <summary>Headings (**bold**) and charts (*name: title*) of the report that are to be watched.</summary>
    public IEnumerable<string> Places => Place().Matches(WhatToWatch).Select(match => Spaces().Replace(match.Value, " "));

    /// <summary>The numbers of a Markdown list.</summary>
    public static IReadOnlyList<int> NumbersIn(string list) => [.. Number().Matches(list).Select(match => int.Parse(match.Value))];

    [GeneratedRegex(@"(?<=^)\d+(?=\. \S)", RegexOptions.Multiline)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=\*\*)[A-Z][^*]+(?=\*\*)|(?<=(?<!\*)\*)[^\s*:.,;][^*:.]*:\s[^*]+(?=\*(?!\*))")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"(?<=--set\s+)[^\s`]+=[^\s`]+")]
    private static partial Regex Setting();
}
