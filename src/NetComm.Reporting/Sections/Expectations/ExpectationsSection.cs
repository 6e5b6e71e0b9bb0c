using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Run;

namespace NetComm.Reporting.Sections.Expectations;

/// <summary>What was expected, and what was measured.</summary>
internal static class ExpectationsSection
{
    /// <summary>The section; null where nothing was expected.</summary>
    public static Section? Of(ReportModel report) =>
        report.Rubric is { } rubric ? new Section("expectations", "Expectations", [.. Graded(report, rubric)])
        : report.Expectations.Count == 0 ? null
        : new Section("expectations", "Expectations", [TableOf("What was expected, and what was measured", report.Expectations)]);

    private static IEnumerable<Block> Graded(ReportModel report, string rubric)
    {
        yield return new Block.Paragraph(
            "Graded against the rubric " + RichText.Strong(rubric) + " (" + RichText.Code(RunSections.RubricFile) + " beside this report): "
                + RichText.Strong(report.Points?.InWords ?? "no points") + ".");
        yield return TableOf("What the rubric expects, and what was measured", report.Expectations);
        if (report.OwnExpectations.Count > 0)
            yield return TableOf("What the scenario expects of itself, which gives no points", report.OwnExpectations);
    }

    /// <summary>GradePoints stand beside what they are for, where a telephone shows them too.</summary>
    private static Table TableOf(string caption, IReadOnlyList<ExpectationReport> expectations)
    {
        bool counts = expectations.Any(expected => expected.Points is not null);
        Table.Column[] points = counts ? [new("Points")] : [];
        return Table.Of(
            caption,
            [new("Expected", false), .. points, new("Measured", false), new("Result", false)],
            expectations,
            expected => [RichText.Code(expected.Text), .. points.Select(_ => PointsOf(expected)), expected.Actual, ResultOf(expected)]);
    }

    private static RichText PointsOf(ExpectationReport expected) =>
        expected.Points is { } points ? RichText.OneLine(points.InTable) : Figure.None;

    private static RichText ResultOf(ExpectationReport expected) => expected switch
    {
        { Passed: true } => RichText.Good("passed"),
        { Passed: null } => "not graded in this mode",
        { Hint: { } hint } => RichText.Bad("failed") + RichText.Remark($"Hint: {hint}"),
        _ => RichText.Bad("failed"),
    };
}
