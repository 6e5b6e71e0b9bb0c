using NetComm.Reporting.Html;
using NetComm.Reporting.Markdown;

namespace NetComm.Reporting;

/// <summary>
/// What people look at of a run: <c>report.html</c>, <c>report.md</c>, <c>charts/*.svg</c> and <c>charts/*.png</c>, and the data of charts
/// in <c>series/*.csv</c>. The same report gives the same bytes; those of PNG may differ between processors, by a shade.
/// </summary>
internal static class ReportFiles
{
    private const string SeriesFolder = "series";

    /// <summary>Each file that is text: its path inside the run's folder, with <c>/</c>, and its text.</summary>
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

    /// <summary>Each picture as PNG, for word processors that take no SVG, where the report is written as everything.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> PngOf(ReportDocument document, IChartRenderer renderer, ReportFormat format) =>
        format == ReportFormat.All
            ? document.Pictures.Select(picture => (Path.ChangeExtension(picture.Path, ".png"), renderer.RenderPng(picture.Content))) : [];

    /// <summary>Writes the files into a run's folder: UTF-8 without a mark, LF.</summary>
    public static void Write(ReportDocument document, IChartRenderer renderer, ReportFormat format, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "charts"));
        if (document.Pictures.Any(picture => picture.IsOverTime)) Directory.CreateDirectory(Path.Combine(folder, SeriesFolder));
        foreach ((string? path, string? text) in Of(document, renderer, format))
            WholeFile.Write(Path.Combine(folder, path), text);
        foreach ((string? path, byte[]? bytes) in PngOf(document, renderer, format))
            WholeFile.Write(Path.Combine(folder, path), bytes);
    }
}
