using NetComm.Analysis;

namespace NetComm.Reporting.Sections;

/// <summary>A finished run, as it is given to the report.</summary>
/// <param name="Trace">What happened; it must have been kept.</param>
/// <param name="Grades">How the expectations came out: those of the rubric, or the scenario's own.</param>
/// <param name="Notes">What to know before trusting the figures, a sentence each.</param>
/// <param name="IsComplete">False where the run was interrupted.</param>
internal sealed record ReportedRun(
    Scenario Scenario, Trace Trace, Measurements Measured, IReadOnlyList<Grade> Grades, IReadOnlyList<string> Notes, bool IsComplete,
    string Version)
{
    public TraceHeader Header => Trace.Header;

    /// <summary>Which part the sequence diagram shall show; null: the one that is worth it.</summary>
    public SequenceSpan? Sequence { get; init; }

    /// <summary>The run whose sends it played; null where it made its own.</summary>
    public RecordedRun? Recorded { get; init; }

    public SimTime End => Trace.End;

    /// <summary>The scenario's own expectations beside a rubric's; they give no points.</summary>
    public IReadOnlyList<Grade> OwnGrades { get; } = Grader.Grade(Scenario.OwnExpectations, Measured, Scenario.Mode);

    public IReadOnlyList<Grade> AllGrades => [.. Grades, .. OwnGrades];
}
