using System.Globalization;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

internal sealed record GradeBook(Rubric Rubric, IReadOnlyList<GradedSubmission> Submissions)
{
    public decimal Of { get; } = Rubric.Lines.Sum(line => (decimal)line.Points);

    public decimal PercentOf(GradedSubmission one) => Math.Round(one.Points / Of * 100, 1, MidpointRounding.AwayFromZero);

    public decimal Mean => Math.Round(Submissions.Average(one => one.Points), 2, MidpointRounding.AwayFromZero);

    /// <summary>The whole class in a few words: <c>4 submissions, 2 of 5 points in the mean</c>.</summary>
    public string InWords =>
        $"{Submissions.Count} {(Submissions.Count == 1 ? "submission" : "submissions")}, {Written(Mean)} of " +
            $"{Written(Of)} points in the mean";

    public IEnumerable<(Expectation Line, int Passed)> Lines =>
        Rubric.Lines.Select((line, i) => (line, Submissions.Count(one => one.Grades[i].Passed == true)));

    /// <summary>Points as people write them: without trailing zeros.</summary>
    public static string Written(decimal points) => points.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Written(Grade grade) => Written(grade.Points);
}
