using System.Text;

namespace NetComm.Cli.Grading;

/// <summary>
/// Writes grades.md: the table of the class, linked to each report; how many passed each of the rubric's lines; who is alike.
/// </summary>
internal static class GradesMarkdown
{
    private const string Special = "\\`*_[]<>|~#&";

    public static string Of(GradeBook book)
    {
        var page = new StringBuilder($"# {Plain(book.Rubric.Title)}\n\n");
        if (book.Rubric.Description.Trim() is { Length: > 0 } description) page.Append(description).Append("\n\n");
        page.Append($"{book.InWords}.\n\n");
        page.Append("| submission | student | points | % | status | feedback |\n| --- | --- | ---: | ---: | --- | --- |\n");
        foreach (GradedSubmission one in book.Counted) page.Append(Row(book, one));
        page.Append("\n## What was expected\n\n| | points | passed by |\n| --- | ---: | ---: |\n");
        foreach ((Expectation line, int passed) in book.Lines)
            page.Append($"| {Plain(line.Text)} | {GradeBook.Written((decimal)line.Points)} | {passed} of {book.Counted.Count} |\n");
        AppendMeasured(page, book);
        AppendAlike(page, book);
        AppendOthers(page, book);
        return page.ToString();
    }

    private static string Row(GradeBook book, GradedSubmission one) =>
        $"| {Linked(one)} | {Plain(one.Submission.Student.Name)} | {GradeBook.Written(one.Points)} | " +
            $"{GradeBook.Written(book.PercentOf(one))} | {Plain(one.StatusWord)} | {Plain(one.Feedback)} |\n";

    /// <summary>What was measured of each, check by check.</summary>
    private static void AppendMeasured(StringBuilder page, GradeBook book)
    {
        GradedSubmission[] graded = [.. book.Counted.Where(one => one.Status == SubmissionStatus.Graded)];
        if (graded.Length == 0) return;
        string heads = string.Join(" | ", book.Rubric.Lines.Select(line => Plain(line.Text)));
        page.Append($"\n## What was measured\n\n| submission | {heads} |\n");
        page.Append($"| --- |{string.Concat(book.Rubric.Lines.Select(_ => " --- |"))}\n");
        foreach (GradedSubmission one in graded)
        {
            IEnumerable<string> cells = one.Grades.Select(grade =>
                $"{(grade.Passed switch { true => "✓ ", false => "✗ ", null => "" })}{Plain(grade.Actual)}");
            page.Append($"| {Plain(one.Submission.Name)} | {string.Join(" | ", cells)} |\n");
        }
    }

    private static void AppendAlike(StringBuilder page, GradeBook book)
    {
        if (book.Alike.Count == 0) return;
        page.Append("\n## Equal and nearly equal\n\nA reason to look, no proof: where the task leaves little choice, all are alike.\n\n");
        foreach (AlikeFiles group in book.Alike)
            page.Append($"- {group.InWords}: {string.Join(", ", group.Called.Select(Plain))}\n");
    }

    private static void AppendOthers(StringBuilder page, GradeBook book)
    {
        if (book.Others.Count == 0) return;
        page.Append("\n## Other files\n\nThey count in no figure of the class.\n\n| file | status | |\n| --- | --- | --- |\n");
        foreach (GradedSubmission one in book.Others)
            page.Append($"| {Plain(one.Submission.Name)} | {one.StatusWord} | {Plain(one.Remark)} |\n");
    }

    private static string Linked(GradedSubmission one)
    {
        string name = Plain(one.Submission.Name);
        GradedFile[] pages = [.. one.Files.Where(file => file.Page is not null)];
        if (pages.Length == 0) return name;
        if (pages is [{ } single] && single.File.Name == one.Submission.Name) return $"[{name}]({single.Link})";
        return $"{name}: {string.Join(", ", pages.Select(file => $"[{Plain(file.File.OwnName)}]({file.Link})"))}";
    }

    private static string Plain(string text) =>
        string.Concat(
            Printable.Of(text.ReplaceLineEndings(" ")).Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
