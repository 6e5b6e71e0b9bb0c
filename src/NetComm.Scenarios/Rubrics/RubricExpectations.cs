using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Reading.Expectations;

namespace NetComm.Scenarios.Rubrics;

/// <summary>Replaces a submission's expectations by a rubric's. What the submission lacks fails the line, with the reason.</summary>
internal static class RubricExpectations
{
    public static IReadOnlyList<Expectation> For(Rubric rubric, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows) =>
        [.. rubric.Lines.Select((line, i) => rubric.Checks[i] is { } check
            ? line with { Written = draft.WrittenChecks!(check) } : Measured(rubric, i, draft, flows))];

    private static Expectation Measured(Rubric rubric, int index, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        Expectation line = rubric.Lines[index];
        return Found(rubric, index, draft, flows) is { } found
            ? found with { Sentences = line.Sentences } : line with { NotMeasurable = Reason(rubric, index, draft, flows) };
    }

    private static Expectation? Found(Rubric rubric, int index, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        Expectation? found = null;
        draft.Problems.Aside(() => found = ExpectationReader.Read(draft, flows, rubric.Items[index], ""));
        return found;
    }

    private static string Reason(Rubric rubric, int index, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        Expectation line = rubric.Lines[index];
        NameFamily family = line.Subject == ExpectationSubject.Node ? draft.Addressed : draft.Measured;
        if (family.Find(line.Name) is null)
        {
            (string noun, EntityKind[] kinds) = Subject(line);
            return $"there is no {noun} '{line.Name}'{Hint(Nearest.To(line.Name, family.Of(kinds)))}";
        }

        string title = ExpectationReader.TitleOf(rubric.Items[index], index);
        // None where the flow or link itself has a mistake: then the file is not run, and the reason is not shown.
        IReadOnlyList<Problem> problems = draft.Problems.Aside(() => ExpectationReader.Read(draft, flows, rubric.Items[index], title));
        if (problems.Count == 0) return $"'{line.Name}' is broken";
        Problem problem = problems[0];
        return problem.Message[(title.Length + ": ".Length)..] + Hint(problem.Suggestion);
    }

    /// <summary>The kinds of subject that a line's metric allows.</summary>
    private static (string Noun, EntityKind[] Kinds) Subject(Expectation line) => line switch
    {
        { Metric: Metric.Completed } => ("flow, program or app", [EntityKind.Flow, EntityKind.Program, EntityKind.App]),
        { Subject: ExpectationSubject.Flow } => ("flow", [EntityKind.Flow]),
        { Subject: ExpectationSubject.Node } => ("host or router", [EntityKind.Host, EntityKind.Router]),
        { Subject: ExpectationSubject.Medium } => ("link or LAN", [EntityKind.Link, EntityKind.Lan]),
        _ => ("program or app", [EntityKind.Program, EntityKind.App]),
    };

    private static string Hint(string? near) => near is null ? "" : $"; did you mean '{near}'?";
}
