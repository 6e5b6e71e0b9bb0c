namespace NetComm.Reporting;

/// <summary>A graded statement and how it came out.</summary>
/// <param name="Text">As written in the scenario.</param>
/// <param name="Passed">Null where it does not count in this mode.</param>
/// <param name="Actual">The figure it was held against, with its unit.</param>
/// <param name="Hint">What to look at, shown where it failed.</param>
internal sealed record ExpectationReport(string Text, bool? Passed, string Actual, string? Hint)
{
    /// <summary>What it gives; null where points are no matter.</summary>
    public GradePoints? Points { get; init; }
}
