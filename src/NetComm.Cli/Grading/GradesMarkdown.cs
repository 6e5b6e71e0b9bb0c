using System.Text;

namespace NetComm.Cli.Grading;

/// <summary>Writes grades.md: the table of the class, linked to each report, and how many passed each of the rubric's lines.</summary>
internal static class GradesMarkdown
{
    private const string Special = "\\`*_[]<>|~#&";

    public static string Of(GradeBook book)
    {
        var page = new StringBuilder($"# {Plain(book.Rubric.Title)}\n\n");
        if (book.Rubric.Description.Trim() is { Length: > 0 } description) page.Append(description).Append("\n\n");
        page.Append($"{book.InWords}.\n\n");
        page.Append("| submission | points | % | status |\n| --- | ---: | ---: | --- |\n");
        foreach (GradedSubmission one in book.Submissions) page.Append(Row(book, one));
        page.Append("\n## What was expected\n\n| | points | passed by |\n| --- | ---: | ---: |\n");
        foreach ((Expectation line, int passed) in book.Lines)
            page.Append($"| {Plain(line.Text)} | {GradeBook.Written((decimal)line.Points)} | {passed} of {book.Submissions.Count} |\n");
        return page.ToString();
    }

    private static string Row(GradeBook book, GradedSubmission one)
    {
        string status = one.Remark.Length == 0 ? one.StatusWord : $"{one.StatusWord}: {one.Remark}";
        return $"| {Linked(one)} | {GradeBook.Written(one.Points)} | {GradeBook.Written(book.PercentOf(one))} | {Plain(status)} |\n";
    }

    private static string Linked(GradedSubmission one)
    {
        string name = Plain(one.Submission.Name);
        if (one.Status == SubmissionStatus.NotGraded) return name;
        string[] path = [.. one.Submission.Name.Split('/'), one.Status == SubmissionStatus.Graded ? RunFiles.Report : GradingFiles.Errors];
        return $"[{name}]({string.Join('/', path.Select(Uri.EscapeDataString))})";
    }

    private static string Plain(string text) =>
        string.Concat(
            Printable.Of(text.ReplaceLineEndings(" ")).Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
