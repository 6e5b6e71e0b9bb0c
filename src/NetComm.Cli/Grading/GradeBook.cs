using System.Globalization;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>The grades of a class.</summary>
internal sealed record GradeBook
{
    public GradeBook(Rubric rubric, IReadOnlyList<GradedSubmission> submissions)
    {
        (Rubric, Submissions) = (rubric, submissions);
        Of = rubric.Lines.Sum(line => (decimal)line.Points);
        Counted = CountedOf(submissions);
        Alike = AlikeFiles.Among(this);
    }

    public Rubric Rubric { get; }

    /// <summary>A row for each file that was handed in, or for each student's files.</summary>
    public IReadOnlyList<GradedSubmission> Submissions { get; }

    /// <summary>
    /// Those that count in the figures of the class: not what computers leave behind, nor the text beside a scenario; but one row of a
    /// student who handed in no scenario at all.
    /// </summary>
    public IReadOnlyList<GradedSubmission> Counted { get; }

    public IReadOnlyList<GradedSubmission> Others => [.. Submissions.Except(Counted)];

    public decimal Of { get; }

    /// <summary>Files that are equal or nearly so, the most alike first.</summary>
    public IReadOnlyList<AlikeFiles> Alike { get; }

    public decimal Mean => Counted.Count == 0 ? 0 : Math.Round(Counted.Average(one => one.Points), 2, MidpointRounding.AwayFromZero);

    /// <summary>The whole class in a few words: <c>4 submissions, 2 of 5 points in the mean</c>.</summary>
    public string InWords =>
        $"{Counted.Count} {(Counted.Count == 1 ? "submission" : "submissions")}, {Written(Mean)} of " +
            $"{Written(Of)} points in the mean";

    public IEnumerable<(Expectation Line, int Passed)> Lines =>
        Rubric.Lines.Select((line, i) => (line, Counted.Count(one => one.Grades[i].Passed == true)));

    /// <summary>Points as people write them: without trailing zeros.</summary>
    public static string Written(decimal points) => points.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Written(Grade grade) => Written(grade.Points);

    public decimal PercentOf(GradedSubmission one) => Math.Round(one.Points / Of * 100, 1, MidpointRounding.AwayFromZero);

    private static GradedSubmission[] CountedOf(IReadOnlyList<GradedSubmission> all)
    {
        HashSet<Student> known = [.. all.Where(one => IsAttempt(one.Status)).Select(one => one.Submission.Student)];
        return
        [
            .. all.Where(one => IsAttempt(one.Status)
                || (one.Status == SubmissionStatus.NoScenario && known.Add(one.Submission.Student))),
        ];
    }

    private static bool IsAttempt(SubmissionStatus status) =>
        status is not (SubmissionStatus.NoScenario or SubmissionStatus.LeftOver or SubmissionStatus.NoTask or SubmissionStatus.Part);
}
