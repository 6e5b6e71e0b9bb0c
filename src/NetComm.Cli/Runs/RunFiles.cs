using NetComm.Reporting;
using NetComm.Scenarios;

namespace NetComm.Cli.Runs;

internal static class RunFiles
{
    public const string Scenario = "scenario.yaml";
    public const string Rubric = "rubric.yaml";
    public const string Submission = "submission.yaml";
    public const string Results = Grading.GradescopeJson.FileName;
    public const string Log = "run.log";
    public const string Summary = "summary.json";
    public const string Packets = "packets.csv";
    public const string Trace = "trace.jsonl.gz";
    public const string Recorded = "recorded.jsonl.gz";
    public const string Captures = "captures";
    public const string Report = "report.html";
    public const string MarkdownReport = "report.md";
    public const string Files = ScenarioFiles.Kept;
    public const string Charts = "charts";
    public const string Series = "series";

    /// <summary>
    /// All of them; the rubric only where a run was graded against one, the submission where a rubric's network took the place of its own,
    /// Gradescope's results where they were asked for; the recorded trace only where it was played, each report only where it was asked
    /// for, copies of files only where the scenario names some.
    /// </summary>
    public static readonly IReadOnlyList<string> All =
    [
        Scenario, Rubric, Submission, Results, Log, Summary, Packets, Trace, Recorded, Captures, Report, MarkdownReport, Charts, Series,
        Files,
    ];

    public static ReportFormat? FormatIn(string folder)
    {
        bool html = File.Exists(Path.Combine(folder, Report));
        bool markdown = File.Exists(Path.Combine(folder, MarkdownReport));
        return (html, markdown) switch
        {
            (true, true) => ReportFormat.All,
            (true, false) => ReportFormat.Html,
            (false, true) => ReportFormat.Markdown,
            _ => null
        };
    }

    /// <summary>The file to open first in a run's folder: its report; the folder itself where it has none.</summary>
    public static string FirstToOpen(string folder) => FormatIn(folder) switch
    {
        null => folder,
        ReportFormat.Markdown => Path.Combine(folder, MarkdownReport),
        _ => Path.Combine(folder, Report),
    };

    /// <summary>A file or folder that no run has written; null where it is empty or holds a run and nothing else.</summary>
    public static string? UnexpectedEntry(string folder)
    {
        string[] names =
            [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        if (names.Length == 0) return null;
        if (names.Except(All).FirstOrDefault() is { } unknown) return unknown;
        return names.Contains(Scenario) && names.Contains(Log) ? null : names[0];
    }
}
