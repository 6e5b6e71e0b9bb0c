using NetComm.Reporting;

namespace NetComm.Cli.Grading;

/// <summary>The grades as the class's page shows them.</summary>
internal static class ClassPage
{
    public static ClassGrades Of(GradeBook book) => new()
    {
        Title = Printable.Of(book.Rubric.Title),
        Description = book.Rubric.Description,
        Of = book.Of,
        Checks = [.. book.Lines.Select(one => new ClassCheck(Printable.Of(one.Line.Text), (decimal)one.Line.Points, one.Passed)
        {
            Hint = one.Line.Hint is { } hint ? Printable.Of(hint) : null,
        })],
        Rows = [.. book.Counted.Select(one => RowOf(book, one))],
        Alike = [.. book.Alike.Select(group => new ClassAlike(group.InWords, [.. group.Called.Select(Printable.Of)]))],
        Others = [.. book.Others.Select(one => RowOf(book, one))],
    };

    private static ClassRow RowOf(GradeBook book, GradedSubmission one) => new()
    {
        Name = Printable.Of(FileOf(one.Submission)),
        Student = Printable.Of(one.Submission.Student.Name),
        Points = one.Points,
        Percent = book.PercentOf(one),
        Status = one.StatusWord,
        IsGraded = one.Status == SubmissionStatus.Graded,
        Remarks = [.. ((string[])[one.Remark, .. one.Notes]).Where(text => text.Length > 0).Select(Printable.Of)],
        Pages = [.. one.Files.Where(file => file.Link is not null).Select(file => (Printable.Of(file.File.OwnName), file.Link!))],
        Outcomes = [.. one.Grades.Select(grade => new ClassOutcome(grade.Passed, Printable.Of(grade.Actual)))],
    };

    /// <summary>The file's name below the student's folder, which the student's name stands for.</summary>
    private static string FileOf(Submission submission) =>
        submission.Student is { Id.Length: > 0 } && submission.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? submission.Name[(slash + 1)..] : submission.Name;
}
