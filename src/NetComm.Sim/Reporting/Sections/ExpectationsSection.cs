using NetComm.Sim.Reporting.Document;

namespace NetComm.Sim.Reporting.Sections;

/// <summary>What was expected, and what was measured.</summary>
internal static class ExpectationsSection
{
    /// <summary>The section; null where nothing was expected.</summary>
    public static Section? Of(ReportModel report) => report.Expectations.Count == 0 ? null : new Section("expectations", "Expectations",
    [
        Table.Of(
            "What was expected, and what was measured",
            [new("Expected", false), new("Measured", false), new("Result", false)],
            report.Expectations,
            expected => [Phrase.Code(expected.Text), expected.Actual, ResultOf(expected)]),
    ]);

    private static Phrase ResultOf(ExpectationReport expected) => expected switch
    {
        { Passed: true } => Phrase.Good("passed"),
        { Passed: null } => "not graded in this mode",
        { Hint: { } hint } => Phrase.Bad("failed") + Phrase.Remark($"Hint: {hint}"),
        _ => Phrase.Bad("failed"),
    };
}
