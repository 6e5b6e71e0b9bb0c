using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Rubrics;

/// <summary>Reads a scenario that is graded against a rubric: its own expectations and, with a base, its own network give way.</summary>
internal static class SubmissionReader
{
    public static Scenario Read(string text, string fileName, ScenarioOverrides overrides, Rubric rubric)
    {
        var notes = new List<string>();
        (YamlMapping handedIn, SourceText source, ProblemList problems) =
            OwnExpectations.RootOf(new SourceText(fileName, text.TrimStart('\uFEFF')), notes);
        ScenarioFiles files = ScenarioFiles.Beside(fileName, staysInside: true);
        YamlMapping root = handedIn;
        if (rubric.Base is { } network)
        {
            root = network.With(handedIn, notes);
            files.Add(network.Files);
        }

        (root, Func<string> textAsRun) = ScenarioOverrider.Apply(root, source, overrides, problems);
        YamlMapping asRun = root;
        root = OwnExpectations.WithoutMisshapen(root, notes);
        new ShapeChecker(problems).Check(root, ScenarioGrammar.Root, "", "");
        var draft = new ResolveContext(root, problems, files);
        var counts = new SectionCounts(rubric.Base is null ? draft : ResolvedAlone(handedIn, source, fileName));
        draft.WrittenChecks = check => check.In(handedIn, counts);
        Scenario scenario = ScenarioResolver.Resolve(draft, source, rubric);
        problems.ThrowIfAny();
        return scenario with
        {
            Source = rubric.Base is null ? textAsRun() : YamlWriter.Write(asRun),
            HandedIn = rubric.Base is null ? null : source.Text,
            Files = [.. scenario.Files.UnionBy(rubric.Base?.Files ?? [], file => file.Name)],
            RubricNotes = [.. notes, .. draft.RubricNotes],
        };
    }

    /// <summary>The submission by itself, whatever is wrong with it: only what it holds is counted.</summary>
    private static ResolveContext ResolvedAlone(YamlMapping handedIn, SourceText source, string fileName)
    {
        var problems = new ProblemList();
        YamlMapping root = OwnExpectations.WithoutMisshapen(handedIn, []);
        new ShapeChecker(problems).Check(root, ScenarioGrammar.Root, "", "");
        var draft = new ResolveContext(root, problems, ScenarioFiles.Beside(fileName, staysInside: true));
        ScenarioResolver.Resolve(draft, source);
        return draft;
    }
}
