using NetComm.Reporting;
using NetComm.Tracing;

namespace NetComm.Cli.Grading;

/// <summary>Writes the files of a grading beside the submissions' folders.</summary>
internal static class GradesWriter
{
    /// <param name="isCut">Whether the command was interrupted, so that there is a second left: no page is drawn then.</param>
    public static void Write(GradeBook book, GradeRequest request, string folder, bool isCut)
    {
        WholeFile.Write(Path.Combine(folder, GradingFiles.Csv), GradesCsv.Of(book));
        WholeFile.Write(Path.Combine(folder, GradingFiles.Markdown), GradesMarkdown.Of(book));
        if (!isCut) WholeFile.Write(Path.Combine(folder, GradingFiles.Html), ClassReport.Of(ClassPage.Of(book), RunEnvironment.Version));
        if (request.Export == "moodle") WholeFile.Write(Path.Combine(folder, GradingFiles.Moodle), MoodleCsv.Of(book));
        if (request.Export == "gradescope") WriteResults(book, folder);
        if (request.JUnit is { } junit) GradesJUnit.Write(junit, book);
    }

    private static void WriteResults(GradeBook book, string folder)
    {
        foreach (GradedSubmission one in book.Counted)
        {
            string place = Path.Combine(folder, one.Submission.Name);
            // Somebody's file may be called as one of ours.
            if (File.Exists(place)) continue;
            Directory.CreateDirectory(place);
            WholeFile.Write(Path.Combine(place, GradescopeJson.FileName), GradescopeJson.Of(book, one));
        }
    }
}
