using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections;

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
            "Graded against the rubric " + Phrase.Strong(rubric) + " (" + Phrase.Code(RunSections.RubricFile) + " beside this report): "
                + Phrase.Strong(report.Points?.InWords ?? "no points") + ".");
        yield return TableOf("What the rubric expects, and what was measured", report.Expectations);
        if (report.OwnExpectations.Count > 0)
            yield return TableOf("What the scenario expects of itself, which gives no points", report.OwnExpectations);
    }

    /// <summary>Points stand beside what they are for, where a telephone shows them too.</summary>
    private static Table TableOf(string caption, IReadOnlyList<ExpectationReport> expectations)
    {
        bool counts = expectations.Any(expected => expected.Points is not null);
        Table.Column[] points = counts ? [new("Points")] : [];
        return Table.Of(
            caption,
            [new("Expected", false), .. points, new("Measured", false), new("Result", false)],
            expectations,
            expected => [Phrase.Code(expected.Text), .. points.Select(_ => PointsOf(expected)), expected.Actual, ResultOf(expected)]);
    }

    private static Phrase PointsOf(ExpectationReport expected) =>
        expected.Points is { } points ? Phrase.OneLine(points.InTable) : Figure.None;

    private static Phrase ResultOf(ExpectationReport expected) => expected switch
    {
        { Passed: true } => Phrase.Good("passed"),
        { Passed: null } => "not graded in this mode",
        { Hint: { } hint } => Phrase.Bad("failed") + Phrase.Remark($"Hint: {hint}"),
        _ => Phrase.Bad("failed"),
    };
}
