using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>A row of the grades.</summary>
/// <param name="Remark">Why it was not graded, or what it lacks that the rubric asks for; empty where there is nothing to report.</param>
/// <param name="Grades">One for each of the rubric's lines; none passed where it could not be graded.</param>
internal sealed record GradedSubmission(Submission Submission, SubmissionStatus Status, string Remark, IReadOnlyList<Grade> Grades)
{
    /// <summary>Its files as they were graded, a file for each task that has one.</summary>
    public IReadOnlyList<GradedFile> Files { get; init; } = [];

    /// <summary>What was noticed and costs nothing, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public decimal Points => Grades.Sum(grade => grade.Points);

    public string StatusWord => Status switch
    {
        SubmissionStatus.Graded => "graded",
        SubmissionStatus.Errors => "errors",
        SubmissionStatus.TimedOut => "timed out",
        SubmissionStatus.TooLong => "too long",
        SubmissionStatus.Incomplete => "incomplete",
        SubmissionStatus.Failed => "failed",
        SubmissionStatus.Link => "refused: a link",
        SubmissionStatus.NoScenario => "refused: no scenario",
        SubmissionStatus.LeftOver => "refused: left over",
        SubmissionStatus.NoTask => "refused: no task",
        SubmissionStatus.Part => "part of another",
        SubmissionStatus.Missing => "nothing handed in",
        _ => "not graded",
    };

    /// <summary>Whether it is the fault of the machine or of the program that it has no points.</summary>
    public bool IsNotItsFault => IsOfMachine(Status) || Files.Any(file => IsOfMachine(file.Status));

    /// <summary>All that a student should read, in one line: remarks, then what the rubric says of each outcome.</summary>
    public string Feedback =>
        string.Join(" ", ((string[])[Remark, .. Notes]).Where(text => text.Length > 0).Select(AsSentence)
            .Concat(Grades.Select(grade => grade.Sentence).OfType<string>().Distinct()));

    public static GradedSubmission Refused(Submission submission, Rubric rubric, SubmissionStatus status, string remark) =>
        new(submission, status, remark, Without(rubric, remark));

    /// <summary>No points for any line, for one reason.</summary>
    public static IReadOnlyList<Grade> Without(Rubric rubric, string remark) =>
        [.. rubric.Lines.Select(line => new Grade(line with { Sentences = null, Hint = null }, false, remark))];

    private static bool IsOfMachine(SubmissionStatus status) => status is SubmissionStatus.Incomplete or SubmissionStatus.Failed;

    private static string AsSentence(string text) =>
        char.ToUpperInvariant(text[0]) + text[1..].ReplaceLineEndings(" ") + (text[^1] is '.' or '?' or '!' ? "" : ".");
}

/// <summary>Whether a submission could be graded. All but <see cref="Graded"/> give no points.</summary>
internal enum SubmissionStatus
{
    Graded,

    Errors,

    TimedOut,

    /// <summary>Its run has more events than any lesson.</summary>
    TooLong,

    /// <summary>The machine lacked what the run needs, such as a free port.</summary>
    Incomplete,

    /// <summary>Something went wrong that is not the submission's fault.</summary>
    Failed,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A file of another kind.</summary>
    NoScenario,

    /// <summary>What a computer has left behind.</summary>
    LeftOver,

    /// <summary>A scenario that no task of the rubric asks for.</summary>
    NoTask,

    /// <summary>A file that a graded scenario names.</summary>
    Part,

    /// <summary>A student's folder without any file that a task asks for.</summary>
    Missing,

    /// <summary>The command was interrupted before it was graded.</summary>
    NotGraded,
}
