using System.Globalization;
using NetComm.Cli.Grading;
using Spectre.Console;

namespace NetComm.Cli.Screens;

internal sealed class GradesView(IAnsiConsole console)
{
    /// <summary>Shows how many are done, where a person watches, until all are.</summary>
    public Task<GradeBook> WatchAsync(int count, Func<Action<int>, Task<GradeBook>> work) =>
        console.Status().Spinner(Spinner.Known.Dots).StartAsync(Line(0, count), status => work(done => status.Status = Line(done, count)));

    public void Show(GradeBook book, string folder)
    {
        console.MarkupLine($"[bold]{Safe(book.Rubric.Title)}[/]");
        ShowSubmissions(book);
        ShowLines(book);
        console.WriteLine(Printable.Of($"{book.InWords}: {Displayed.Path(Path.Combine(folder, GradingFiles.Markdown))}"));
    }

    private void ShowSubmissions(GradeBook book)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("submission").NoWrap())
            .AddColumn(new TableColumn("points").RightAligned().NoWrap())
            .AddColumn(new TableColumn("%").RightAligned().NoWrap())
            .AddColumn("status");
        foreach (GradedSubmission one in book.Submissions)
        {
            string word = one.Status == SubmissionStatus.Graded ? one.StatusWord : $"[red]{one.StatusWord}[/]";
            string status = one.Remark.Length == 0 ? word : $"{word}: {Safe(one.Remark)}";
            table.AddRow(Safe(one.Submission.Name), GradeBook.Written(one.Points), GradeBook.Written(book.PercentOf(one)), status);
        }

        console.Write(table);
    }

    private void ShowLines(GradeBook book)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("expected")
            .AddColumn(new TableColumn("points").RightAligned().NoWrap()).AddColumn(new TableColumn("passed by").RightAligned().NoWrap());
        foreach ((Expectation line, int passed) in book.Lines)
        {
            table.AddRow(Safe(line.Text), GradeBook.Written((decimal)line.Points),
                string.Create(CultureInfo.InvariantCulture, $"{passed} of {book.Submissions.Count}"));
        }

        console.Write(table);
    }

    private static string Line(int done, int count) => string.Create(CultureInfo.InvariantCulture, $"{done} of {count} submissions graded");

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
