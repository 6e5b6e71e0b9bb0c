using NetComm.Analysis;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections;

namespace NetComm.Reporting;

/// <summary>
/// Writes what people look at of a run: <c>report.html</c> or <c>report.md</c>, <c>charts/*.svg</c> and <c>series/*.csv</c>; with both
/// reports <c>charts/*.png</c> too. The same run gives the same bytes; those of PNG may differ between processors, by a shade.
/// </summary>
public static class ReportWriter
{
    /// <param name="scenario">What was asked.</param>
    /// <param name="trace">What happened; it must have been kept.</param>
    /// <param name="measured">Its figures.</param>
    /// <param name="grades">How the expectations came out.</param>
    /// <param name="notes">What the reader should know before trusting the figures, a sentence each.</param>
    /// <param name="complete">Whether the run came to its own end.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="folder">Where to; it exists.</param>
    /// <param name="sequence">Which part of the run the sequence diagram shows; null: the one that is worth it.</param>
    /// <param name="recorded">The run whose sends it played; null: it made its own.</param>
    public static void Write(
        Scenario scenario, Trace trace, Measurements measured, IReadOnlyList<Grade> grades, IReadOnlyList<string> notes, bool complete,
        string version, ReportFormat format, string folder, SequenceSpan? sequence = null, RecordedRun? recorded = null)
    {
        var run = new ReportedRun(scenario, trace, measured, grades, notes, complete, version)
        {
            Sequence = sequence,
            Recorded = recorded,
        };
        ReportFiles.Write(ReportSections.DocumentOf(run), new ScottPlotRenderer(trace.Cancellation), format, folder);
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

    /// <summary>Both, and each chart as PNG too.</summary>
    All = Html | Markdown,
}

/// <summary>A part of a run.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">Its last instant, not before the first.</param>
public readonly record struct SequenceSpan(SimTime From, SimTime To);
