using NetComm.Reporting.Sections.Run;

namespace NetComm.Reporting.Sections.Expectations;

/// <summary>What was expected, and what was measured: what failed comes first.</summary>
internal sealed class ExpectationsSection(ReportedRun run) : ReportSection
{
    public override Section? Build(ReportContext context) =>
        Of(ExpectationReport.Graded(run), ExpectationReport.Own(run), context.Rubric);

    internal static Section? Of(IReadOnlyList<ExpectationReport> graded, IReadOnlyList<ExpectationReport> own, string? rubric) =>
        rubric is not null ? new Section("expectations", "Expectations", [.. AgainstRubric(graded, own, rubric)])
        : graded.Count == 0 ? null
        : new Section("expectations", "Expectations", [TableOf("Expected and measured", graded) with { IsTitled = true }]);

    private static IEnumerable<Block> AgainstRubric(
        IReadOnlyList<ExpectationReport> graded, IReadOnlyList<ExpectationReport> own, string rubric)
    {
        yield return new Block.Paragraph(
            "Graded against the rubric " + RichText.Strong(rubric) + " (" + RichText.Code(ReproductionSection.RubricFile)
                + " beside this report): " + RichText.Strong(GradePoints.Sum(graded)?.InWords ?? "no points") + ".");
        yield return TableOf("Expected by the rubric, and measured", graded);
        if (own.Count > 0) yield return TableOf("The scenario's own expectations, which give no points", own);
    }

    /// <summary>Points stand beside what they are for, where a telephone shows them too.</summary>
    private static Table TableOf(string caption, IReadOnlyList<ExpectationReport> expectations)
    {
        bool counts = expectations.Any(expected => expected.Points is not null);
        Table.Column[] points = counts ? [new("Points")] : [];
        return Table.Of(
            caption,
            [new("Expected", false), .. points, new("Measured", false), new("Result", false)],
            expectations.OrderBy(expected => expected.Passed is not false),
            expected =>
            [
                RichText.Code(expected.Text), .. points.Select(_ => PointsOf(expected)), MeasuredOf(expected), ResultOf(expected),
            ]);
    }

    /// <summary>Of what failed a reader looks at the figures.</summary>
    private static RichText MeasuredOf(ExpectationReport expected) =>
        expected is { Passed: false, ShownAt: { } place } ? RichText.Link(expected.Actual, place.Target) : expected.Actual;

    private static RichText PointsOf(ExpectationReport expected) =>
        expected.Points is { } points ? RichText.OneLine(points.InTable) : Figure.None;

    private static RichText ResultOf(ExpectationReport expected) => expected switch
    {
        { Passed: true, Sentence: { } said } => RichText.Good("passed") + RichText.Remark(said),
        { Passed: true } => RichText.Good("passed"),
        { Passed: null } => "not graded in this mode",
        { Sentence: { } said } => RichText.Bad("failed") + RichText.Remark(said),
        { Hint: { } hint } => RichText.Bad("failed") + RichText.Remark($"Hint: {hint}"),
        _ => RichText.Bad("failed"),
    };
}
