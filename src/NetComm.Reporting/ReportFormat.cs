namespace NetComm.Reporting;

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
