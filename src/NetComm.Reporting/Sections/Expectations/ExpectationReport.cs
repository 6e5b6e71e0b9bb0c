using System.Globalization;
using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Expectations;

/// <summary>A graded statement and how it came out.</summary>
/// <param name="Text">As written in the scenario.</param>
/// <param name="Passed">Null where it does not count in this mode.</param>
/// <param name="Actual">The figure it was held against, with its unit.</param>
/// <param name="Hint">What to look at, shown where it failed.</param>
internal sealed record ExpectationReport(string Text, bool? Passed, string Actual, string? Hint)
{
    /// <summary>What the rubric says of this outcome; null: no more than the hint.</summary>
    public string? Sentence { get; init; }

    /// <summary>What it gives; null where points are no matter.</summary>
    public GradePoints? Points { get; init; }

    /// <summary>Where the report shows the figure; null where there is none.</summary>
    public ShownPlace? ShownAt { get; init; }

    /// <summary>
    /// Those that are graded. Points are told where a rubric gives them, or where the scenario's own are not one each; what an incomplete
    /// run gives is not known, so none.
    /// </summary>
    public static IReadOnlyList<ExpectationReport> Graded(ReportedRun run)
    {
        bool counts = run.Scenario.Rubric is not null || run.Grades.Any(grade => grade.Expectation.Points != 1);
        return [.. run.Grades.Select(grade => counts && grade.Passed is not null
            ? Of(grade, run) with { Points = new(run.IsComplete ? grade.Points : 0, (decimal)grade.Expectation.Points) } : Of(grade, run))];
    }

    /// <summary>The scenario's own beside a rubric's; they give no points.</summary>
    public static IReadOnlyList<ExpectationReport> Own(ReportedRun run) => [.. run.OwnGrades.Select(grade => Of(grade, run))];

    private static ExpectationReport Of(Grade grade, ReportedRun run) =>
        new(grade.Expectation.Text, grade.Passed, grade.Actual, grade.Expectation.Hint)
        {
            ShownAt = ShownPlace.Of(grade.Expectation, run),
            Sentence = grade.Expectation.Sentences is null ? null : grade.Sentence,
        };
}

internal sealed record GradePoints(decimal Earned, decimal Possible)
{
    /// <summary>All together; null where none gives points.</summary>
    public static GradePoints? Sum(IEnumerable<ExpectationReport> expectations) =>
        expectations.Select(expected => expected.Points).OfType<GradePoints>().Aggregate(
            (GradePoints?)null,
            (sum, one) => new GradePoints((sum?.Earned ?? 0) + one.Earned, (sum?.Possible ?? 0) + one.Possible));

    /// <summary>For a table: <c>2 / 3</c>.</summary>
    public string InTable => $"{Written(Earned)} / {Written(Possible)}";

    /// <summary>For a sentence: <c>7 of 10 points</c>.</summary>
    public string InWords => $"{Written(Earned)} of {Written(Possible)} {(Possible == 1 ? "point" : "points")}";

    private static string Written(decimal points) => points.ToString("0.######", CultureInfo.InvariantCulture);
}
