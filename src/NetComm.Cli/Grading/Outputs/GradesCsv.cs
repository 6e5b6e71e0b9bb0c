using System.Text;

namespace NetComm.Cli.Grading;

/// <summary>
/// Writes grades.csv (RFC 4180, UTF-8): a row for each submission, two columns for each of the rubric's lines. A text that a spreadsheet
/// would take for a formula gets an apostrophe before it.
/// </summary>
internal static class GradesCsv
{
    private const string LineEnd = "\r\n"; // RFC 4180 (2.1)

    public static string Of(GradeBook book)
    {
        var csv = new StringBuilder();
        Append(csv,
            ["submission", "student", "id", "points", "of", "percent", "status",
                .. book.Rubric.Lines.SelectMany(line => (string[])[line.Text, $"{line.Text} measured"]), "feedback"]);
        foreach (GradedSubmission one in book.Submissions)
        {
            Append(csv,
                [one.Submission.Name, one.Submission.Student.Name, one.Submission.Student.Id, GradeBook.Written(one.Points),
                    GradeBook.Written(book.Of), GradeBook.Written(book.PercentOf(one)), one.StatusWord,
                    .. one.Grades.SelectMany(grade => (string[])[GradeBook.Written(grade), MeasuredOf(one, grade)]), one.Feedback]);
        }

        return csv.ToString();
    }

    public static void Append(StringBuilder csv, IEnumerable<string> fields) => csv.AppendJoin(',', fields.Select(Quoted)).Append(LineEnd);

    /// <summary>Of what was not run nothing was measured: the status says why.</summary>
    private static string MeasuredOf(GradedSubmission one, Grade grade) =>
        one.Status != SubmissionStatus.Graded && grade.Actual == one.Remark ? "" : grade.Actual;

    /// <summary>RFC 4180 (2.6, 2.7): quotes round what holds a comma, quote or line end; a quote within is written twice.</summary>
    private static string Quoted(string field) =>
        field is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? Quoted("'" + field)
            : field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
