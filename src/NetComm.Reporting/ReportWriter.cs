using NetComm.Analysis;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Sections;
using NetComm.Tracing;

namespace NetComm.Reporting;

/// <summary>
/// Writes what people look at of a run: <c>report.html</c> or <c>report.md</c>, <c>charts/*.svg</c> and <c>series/*.csv</c>. The same run
/// gives the same bytes.
/// </summary>
public static class ReportWriter
{
    /// <summary>Writes the report into a run's folder.</summary>
    /// <param name="scenario">What was asked.</param>
    /// <param name="trace">What happened; it must have been kept.</param>
    /// <param name="measured">Its figures.</param>
    /// <param name="grades">How the expectations came out.</param>
    /// <param name="notes">What the reader should know before trusting the figures, a sentence each.</param>
    /// <param name="complete">Whether the run came to its own end.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="folder">Where to; it exists.</param>
    public static void Write(
        Scenario scenario, Trace trace, Measurements measured, IReadOnlyList<Grade> grades, IReadOnlyList<string> notes, bool complete,
        string version, ReportFormat format, string folder)
    {
        var run = new ReportedRun(scenario, trace, measured, grades, notes, complete, version);
        ReportFiles.Write(ReportSections.DocumentOf(run), new SvgChartRenderer(), format, folder);
    }
}

/// <summary>What a report is written as. Charts are files in any case.</summary>
[Flags]
public enum ReportFormat
{
    /// <summary>A page for browsers and paper: <c>report.html</c>.</summary>
    Html = 1,

    /// <summary>GitHub-flavoured Markdown with linked charts: <c>report.md</c>.</summary>
    Markdown = 2,

    /// <summary>Both.</summary>
    All = Html | Markdown,
}
