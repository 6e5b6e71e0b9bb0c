using System.Globalization;
using NetComm.Analysis;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>A class's submissions and what they achieved.</summary>
internal sealed record GradeBook(Rubric Rubric, IReadOnlyList<GradedSubmission> Submissions)
{
    /// <summary>What can be achieved.</summary>
    public decimal Of { get; } = Rubric.Lines.Sum(line => (decimal)line.Points);

    /// <summary>What a submission achieved in percent.</summary>
    public decimal PercentOf(GradedSubmission one) => Math.Round(one.Points / Of * 100, 1, MidpointRounding.AwayFromZero);

    /// <summary>The mean of all points.</summary>
    public decimal Mean => Math.Round(Submissions.Average(one => one.Points), 2, MidpointRounding.AwayFromZero);

    /// <summary>All of them in a few words: <c>4 submissions, 2 of 5 points in the mean</c>.</summary>
    public string InWords =>
        $"{Submissions.Count} {(Submissions.Count == 1 ? "submission" : "submissions")}, {Written(Mean)} of " +
            $"{Written(Of)} points in the mean";

    /// <summary>The rubric's lines, and how many submissions passed each.</summary>
    public IEnumerable<(Expectation Line, int Passed)> Lines =>
        Rubric.Lines.Select((line, i) => (line, Submissions.Count(one => one.Grades[i].Passed == true)));

    /// <summary>GradePoints as people write them: no zeros behind.</summary>
    public static string Written(decimal points) => points.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>What a line gave, written.</summary>
    public static string Written(Grade grade) => Written(grade.Points);
}
