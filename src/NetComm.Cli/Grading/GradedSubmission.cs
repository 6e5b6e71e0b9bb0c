using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>A submission with its points.</summary>
/// <param name="Remark">Why not, or what it lacks that the rubric asks for; empty where there is nothing to report.</param>
/// <param name="Grades">One for each of the rubric's lines; none passed where it could not be graded.</param>
internal sealed record GradedSubmission(Submission Submission, SubmissionStatus Status, string Remark, IReadOnlyList<Grade> Grades)
{
    public decimal Points => Grades.Sum(grade => grade.Points);

    public string StatusWord => Status switch
    {
        SubmissionStatus.Graded => "graded",
        SubmissionStatus.Errors => "errors",
        SubmissionStatus.TimedOut => "timed out",
        SubmissionStatus.TooLong => "too long",
        SubmissionStatus.Incomplete => "incomplete",
        SubmissionStatus.Failed => "failed",
        _ => "not graded",
    };

    /// <summary>Whether it is the fault of the machine or of the program that it has no points.</summary>
    public bool IsNotItsFault => Status is SubmissionStatus.Incomplete or SubmissionStatus.Failed;

    public static GradedSubmission Without(Submission submission, Rubric rubric, SubmissionStatus status, string remark) =>
        new(submission, status, remark, [.. rubric.Lines.Select(line => new Grade(line, false, remark))]);
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

    /// <summary>The command was interrupted before it was graded.</summary>
    NotGraded,
}
