using System.Text;
using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary><c>scenarios/README.md</c>: the scenarios by topic, each with what to watch, what it teaches, and its modes.</summary>
internal static partial class ScenarioPage
{
    private const string Head = """
        # Scenarios

        Lessons in teaching order. Run one with `netcomm run FILE`, then open its report: the link *Lesson* at its top leads to
        the text. Change a value of it without touching the file: `netcomm run FILE --set KEY=VALUE`. Answers to the questions
        are in [ANSWERS.md](ANSWERS.md). (This page is made from the files; a test keeps it so.)

        """;

    public static string Text()
    {
        var page = new StringBuilder(Head);
        foreach (IGrouping<string, string> topic in ScenarioShelf.Files.GroupBy(file => file[..file.LastIndexOf('/')]))
        {
            page.Append($"\n## {Title(topic.Key)}\n\n| scenario | what to watch | it teaches | modes |\n| --- | --- | --- | --- |\n");
            foreach (string file in topic) page.Append(Row(file));
        }

        return page.ToString();
    }

    /// <summary>1-first-steps: 1. First steps.</summary>
    private static string Title(string topic)
    {
        int hyphen = topic.IndexOf('-', StringComparison.Ordinal);
        string words = topic[(hyphen + 1)..].Replace('-', ' ');
        return $"{topic[..hyphen]}. {char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    private static string Row(string file)
    {
        string[] cells =
            [$"[{ScenarioShelf.Read(file).Title}]({file})", WhatToWatch(file), ScenarioShelf.Note(file, "x-teaches"),
                ScenarioShelf.Note(file, "x-modes")];
        return $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
    }

    /// <summary>The first sentence of the file's opening comment.</summary>
    private static string WhatToWatch(string file)
    {
        IEnumerable<string> comment = ScenarioShelf.Text(file).Split('\n').TakeWhile(line => line.StartsWith('#'))
            .Select(line => line[1..].Trim());
        string sentence = FirstSentence().Match(string.Join(' ', comment)).Value;
        return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}";
    }

    [GeneratedRegex(@"(?<=^What to watch: ).+?[.?](?= |$)")]
    private static partial Regex FirstSentence();
}
