using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Reading.Expectations;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// Puts a rubric's expectations in the place of a submission's own. What the submission lacks is no mistake of the file: the line fails,
/// and says why.
/// </summary>
internal static class RubricExpectations
{
    /// <summary>The rubric's lines, all of them and in order.</summary>
    public static IReadOnlyList<Expectation> For(Rubric rubric, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows) =>
        [.. rubric.Lines
            .Select((line, i) => Found(rubric, i, draft, flows) ?? line with { NotMeasurable = Reason(rubric, i, draft, flows) })];

    private static Expectation? Found(Rubric rubric, int index, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        Expectation? found = null;
        draft.Problems.Aside(() => found = ExpectationReader.Read(draft, flows, rubric.Items[index], ""));
        return found;
    }

    private static string Reason(Rubric rubric, int index, ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        Expectation line = rubric.Lines[index];
        if (draft.Measured.Find(line.Name) is null)
        {
            (string noun, EntityKind[] kinds) = Subject(line);
            return $"there is no {noun} '{line.Name}'{Hint(Nearest.To(line.Name, draft.Measured.Of(kinds)))}";
        }

        string title = ExpectationReader.TitleOf(rubric.Items[index], index);
        // None where the flow or link itself is broken: then the file is not run, and nobody reads the reason.
        IReadOnlyList<Problem> problems = draft.Problems.Aside(() => ExpectationReader.Read(draft, flows, rubric.Items[index], title));
        if (problems.Count == 0) return $"'{line.Name}' is broken";
        Problem problem = problems[0];
        return problem.Message[(title.Length + ": ".Length)..] + Hint(problem.Suggestion);
    }

    /// <summary>What a line may speak of, as its metric says.</summary>
    private static (string Noun, EntityKind[] Kinds) Subject(Expectation line) => line switch
    {
        { Metric: Metric.Completed } => ("flow, program or app", [EntityKind.Flow, EntityKind.Program, EntityKind.App]),
        { Subject: ExpectationSubject.Flow } => ("flow", [EntityKind.Flow]),
        { Subject: ExpectationSubject.Medium } => ("link or LAN", [EntityKind.Link, EntityKind.Lan]),
        _ => ("program or app", [EntityKind.Program, EntityKind.App]),
    };

    private static string Hint(string? near) => near is null ? "" : $"; did you mean '{near}'?";
}
