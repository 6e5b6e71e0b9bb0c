using System.Net;
using System.Text;

namespace NetComm.Cli.Grading;

/// <summary>
/// Writes moodle.csv, which Moodle's 'Upload grading worksheet' reads (MoodleDocs, 'Offline grading'): it finds a student by
/// <c>Participant N</c>, and wants the columns Identifier, Grade and Last modified (grade). Comments are HTML there.
/// </summary>
internal static class MoodleCsv
{
    public static string Of(GradeBook book)
    {
        var csv = new StringBuilder();
        GradesCsv.Append(csv, ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)", "Feedback comments"]);
        foreach (GradedSubmission one in Known(book))
        {
            GradesCsv.Append(csv,
                [$"Participant {one.Submission.Student.Id}", one.Submission.Student.Name, GradeBook.Written(one.Points),
                    GradeBook.Written(book.Of), "", CommentOn(book, one)]);
        }

        return csv.ToString();
    }

    /// <summary>How many rows of the class have no number of Moodle's, so that it cannot find them.</summary>
    public static int WithoutId(GradeBook book) => book.Counted.Count(one => one.Submission.Student.Id.Length == 0);

    /// <summary>A row for each student: the best, where there are several.</summary>
    private static IEnumerable<GradedSubmission> Known(GradeBook book) =>
        book.Counted.Where(one => one.Submission.Student.Id.Length > 0).GroupBy(one => one.Submission.Student.Id)
            .Select(rows => rows.MaxBy(one => one.Points)!);

    private static string CommentOn(GradeBook book, GradedSubmission one)
    {
        var lines = new List<string> { $"{GradeBook.Written(one.Points)} of {GradeBook.Written(book.Of)} points ({one.StatusWord})" };
        if (one.Remark.Length > 0) lines.Add(one.Remark);
        lines.AddRange(one.Notes);
        if (one.Files.Any(file => file.Status == SubmissionStatus.Graded))
            lines.AddRange(one.Grades.Select((grade, i) => LineOf(book.Rubric.Lines[i], grade)));
        return string.Join("<br>", lines.Select(line => WebUtility.HtmlEncode(line.ReplaceLineEndings(" "))));
    }

    private static string LineOf(Expectation line, Grade grade)
    {
        string mark = grade.Passed switch { true => "✓", false => "✗", null => "–" };
        string points = $"{GradeBook.Written(grade)} of {GradeBook.Written((decimal)line.Points)}";
        return $"{mark} {line.Text}: {grade.Actual} ({points}){(grade.Sentence is { } sentence ? $". {sentence}" : "")}";
    }
}
