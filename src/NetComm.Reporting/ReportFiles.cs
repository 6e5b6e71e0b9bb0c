using System.Text;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Reporting.Html;
using NetComm.Reporting.Markdown;

namespace NetComm.Reporting;

/// <summary>
/// What people look at of a run: <c>report.html</c>, <c>report.md</c>, <c>charts/*.svg</c> and their data in <c>series/*.csv</c>. The same
/// report gives the same bytes.
/// </summary>
internal static class ReportFiles
{
    private const string SeriesFolder = "series";

    /// <summary>Each file: its path inside the run's folder, with <c>/</c>, and its text.</summary>
    public static IEnumerable<(string Path, string Text)> Of(
        ReportDocument document, IChartRenderer renderer, ReportFormat format = ReportFormat.Html)
    {
        if (format.HasFlag(ReportFormat.Html)) yield return ("report.html", HtmlPage.Of(document, renderer).Text);
        if (format.HasFlag(ReportFormat.Markdown)) yield return ("report.md", MarkdownPage.Of(document));
        foreach (Picture picture in document.Pictures)
            yield return (picture.Path, renderer.Render(picture.Content, ChartPlacement.File).Text);
        foreach (Picture picture in document.Pictures)
            if (picture is { IsOverTime: true, Content: Chart chart })
                yield return ($"{SeriesFolder}/{Path.GetFileNameWithoutExtension(picture.Path)}.csv", SeriesCsv.Of(chart));
    }

    /// <summary>Writes the files into a run's folder: UTF-8 without a mark, LF.</summary>
    public static void Write(ReportDocument document, IChartRenderer renderer, ReportFormat format, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "charts"));
        if (document.Pictures.Any(picture => picture.IsOverTime)) Directory.CreateDirectory(Path.Combine(folder, SeriesFolder));
        foreach ((string? path, string? text) in Of(document, renderer, format))
            File.WriteAllText(Path.Combine(folder, path), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
