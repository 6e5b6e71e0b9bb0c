using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>What a rubric holds: the expectations that many scenarios are graded against.</summary>
internal static class RubricGrammar
{
    /// <summary>The keys at the top.</summary>
    public static readonly Shape.Record Root = new(
    [
        Required("rubric", Text, "The title.") with { Synonyms = ["title", "name", "scenario"] },
        Optional("description", TextOrEmpty, "What stands above the grades, in Markdown."),
        Optional("mode", Words("simulated", "loopback"), "How every submission runs, whatever it says itself. Default: simulated."),
        Optional("seed", Whole(0), "The seed that every submission runs with. Default: its own."),
        Required("expect", new Shape.List(ScenarioGrammar.Expectation, "expectation", Min: 1),
            "What is graded, instead of the submission's own expectations.")
            with { Synonyms = ["expectations", "assert", "checks"] },
    ]);
}
