using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of a rubric: the expectations that many scenarios are graded against.</summary>
internal static class RubricGrammar
{
    private static readonly Key[] Common =
    [
        Optional("mode", Words("simulated", "loopback"), "How every submission runs, whatever it says itself. Default: simulated."),
        Optional("seed", Whole(0), "The seed that every submission runs with. Default: its own."),
        Optional("base", Text, "A scenario that fixes the network; the submission's values count only at the paths of 'may-change'."),
        Optional("may-change", new Shape.List(Text, Min: 1), "The paths where the submission's values count."),
    ];

    private static readonly Key Feedback = Optional("feedback", new Shape.Record(
    [
        Optional("passed", Text, "What is said where it holds."),
        Optional("failed", Text, "What is said where it does not, instead of the hint."),
        Optional("no-data", Text, "What is said where nothing was measured. Default: the same as where it fails."),
    ]), "A sentence for each outcome; {measured} in it stands for what was measured.");

    private static readonly Key[] Bounds =
    [
        Optional("is", Text, "Exactly this."),
        Optional("at-least", Text, "This or more."),
        Optional("at-most", Text, "This or less."),
        Optional("one-of", new Shape.List(Text, Min: 1), "One of these."),
        .. ScenarioGrammar.Grading,
        Feedback,
    ];

    private static readonly Shape Line = ScenarioGrammar.ExpectationOf(
    [
        .. ScenarioGrammar.Expectations.Select(one => one with { Keys = [.. one.Keys, Feedback] }),
        new("key", [Required("key", Text, "A path such as links.core.loss."), .. Bounds], "Checks a value that the submission wrote."),
        new("count", [Required("count", Text, "A section such as hosts."), .. Bounds], "Checks how many the submission wrote."),
    ]);

    private static readonly Key Expect =
        Optional("expect", new Shape.List(Line, "expectation", Min: 1), "What is graded, instead of the submission's own expectations.",
            "expectations", "assert", "checks");

    private static readonly Shape Task = new Shape.Record(
    [
        Required("name", Text, "What it is called; the name stands before each of its checks."),
        Required("file", Text, "The name of the file that is handed in for it; * stands for any letters."),
        Optional("description", TextOrEmpty, "What stands above its report, in Markdown."),
        .. Common,
        Expect with { Required = true },
    ]);

    public static readonly Shape.Record Root = new(
    [
        Required("rubric", Text, "The title.") with { Synonyms = ["title", "name", "scenario"] },
        Optional("description", TextOrEmpty, "What stands above the grades, in Markdown."),
        .. Common,
        Expect,
        Optional("tasks", new Shape.List(Task, "task", Min: 1), "Several scenarios that make one submission, instead of 'expect'."),
    ]);
}
