using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of a rubric: the expectations that many scenarios are graded against.</summary>
internal static class RubricGrammar
{
    private static readonly Key[] Bounds =
    [
        Optional("is", Text, "Exactly this."),
        Optional("at-least", Text, "This or more."),
        Optional("at-most", Text, "This or less."),
        Optional("one-of", new Shape.List(Text, Min: 1), "One of these."),
        .. ScenarioGrammar.Grading,
    ];

    private static readonly Shape Line = ScenarioGrammar.ExpectationOf(
    [
        .. ScenarioGrammar.Expectations,
        new("key", [Required("key", Text, "A path such as links.core.loss."), .. Bounds],
            "Checks a value that the submission wrote.") { Later = true },
        new("count", [Required("count", Text, "A section such as hosts."), .. Bounds],
            "Checks how many the submission wrote.") { Later = true },
    ]);

    public static readonly Shape.Record Root = new(
    [
        Required("rubric", Text, "The title.") with { Synonyms = ["title", "name", "scenario"] },
        Optional("description", TextOrEmpty, "What stands above the grades, in Markdown."),
        Optional("mode", Words("simulated", "loopback"), "How every submission runs, whatever it says itself. Default: simulated."),
        Optional("seed", Whole(0), "The seed that every submission runs with. Default: its own."),
        Later("base", Text, "A scenario that fixes the network; the submission's values count only at the paths of 'may-change'."),
        Later("may-change", new Shape.List(Text, Min: 1), "The paths where the submission's values count."),
        Required("expect", new Shape.List(Line, "expectation", Min: 1),
            "What is graded, instead of the submission's own expectations.")
            with { Synonyms = ["expectations", "assert", "checks"] },
    ]);
}
