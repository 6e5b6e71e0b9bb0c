using System.Globalization;
using NetComm.Cli.Grading;
using Spectre.Console;

namespace NetComm.Cli.Screens;

internal sealed class GradesView(IAnsiConsole console)
{
    /// <summary>A longer name is cut on the left, where folders stand: half of the narrowest screen.</summary>
    private const int LongestName = 36;

    /// <summary>Up to this width there is no room for whole names.</summary>
    private const int Narrow = 120;

    /// <summary>Names of a group of equal files that are told; the others are counted.</summary>
    private const int MostNames = 8;

    /// <summary>Shows how many are done, where a person watches, until all are.</summary>
    public Task<GradeBook> WatchAsync(int count, Func<Action<int>, Task<GradeBook>> work) =>
        console.Status().Spinner(Spinner.Known.Dots).StartAsync(Line(0, count), status => work(done => status.Status = Line(done, count)));

    public void Show(GradeBook book, string page)
    {
        console.MarkupLine($"[bold]{Safe(book.Rubric.Title)}[/]");
        ShowSubmissions(book);
        ShowLines(book);
        ShowAlike(book);
        ShowOthers(book);
        console.WriteLine(Printable.Of($"{book.InWords}: {Displayed.Path(page)}"));
    }

    private void ShowSubmissions(GradeBook book)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("submission").NoWrap())
            .AddColumn(new TableColumn("points").RightAligned().NoWrap())
            .AddColumn(new TableColumn("%").RightAligned().NoWrap())
            .AddColumn("status");
        foreach (GradedSubmission one in book.Counted)
        {
            string word = one.Status == SubmissionStatus.Graded ? one.StatusWord : $"[red]{one.StatusWord}[/]";
            string status = one.Remark.Length == 0 ? word : $"{word}: {Safe(one.Remark)}";
            table.AddRow(Safe(NameOf(book, one)), GradeBook.Written(one.Points), GradeBook.Written(book.PercentOf(one)), status);
        }

        console.Write(table);
    }

    /// <summary>Of Moodle's long names that of the student is enough, where it is the only one.</summary>
    private string NameOf(GradeBook book, GradedSubmission one)
    {
        Student student = one.Submission.Student;
        bool isOnly = student.Id.Length > 0 && book.Counted.Count(other => other.Submission.Student == student) == 1;
        return Fitted(isOnly ? student.Name : student.Call(one.Submission.Name));
    }

    private string Fitted(string name) =>
        console.Profile.Width > Narrow || name.Length <= LongestName ? name : "…" + name[^(LongestName - 1)..];

    private void ShowLines(GradeBook book)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("expected")
            .AddColumn(new TableColumn("points").RightAligned().NoWrap()).AddColumn(new TableColumn("passed by").RightAligned().NoWrap());
        foreach ((Expectation line, int passed) in book.Lines)
        {
            table.AddRow(Safe(line.Text), GradeBook.Written((decimal)line.Points),
                string.Create(CultureInfo.InvariantCulture, $"{passed} of {book.Counted.Count}"));
        }

        console.Write(table);
    }

    private void ShowAlike(GradeBook book)
    {
        if (book.Alike.Count == 0) return;
        console.WriteLine("Equal and nearly equal (a reason to look, no proof):");
        foreach (AlikeFiles group in book.Alike)
        {
            int more = group.Names.Count - MostNames;
            string names = group.IsMostOfClass ? $"{group.Names.Count} files"
                : string.Join(", ", group.Called.Take(MostNames).Select(Fitted)) + (more > 0 ? $" and {more} more" : "");
            console.WriteLine(Printable.Of($"  {group.InWords}: {names}"));
        }

        console.WriteLine();
    }

    private void ShowOthers(GradeBook book)
    {
        if (book.Others.Count == 0) return;
        IEnumerable<string> kinds = book.Others.GroupBy(one => one.StatusWord).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        string files = book.Others.Count == 1 ? "other file counts" : "other files count";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{book.Others.Count} {files} in no figure of the class: {string.Join(", ", kinds)}"));
        console.WriteLine();
    }

    private static string Line(int done, int count) => string.Create(CultureInfo.InvariantCulture, $"{done} of {count} submissions graded");

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
