using NetComm.Analysis;

namespace NetComm.Reporting.Theories;

/// <summary>Makes what the report says of theories out of the expectations that name them.</summary>
internal static class TheoryReports
{
    /// <summary>Each theory with its outcome, in file order; the same of a rubric and of the scenario once.</summary>
    public static IReadOnlyList<TheoryReport> Of(IReadOnlyList<Grade> grades, Measurements measured) =>
    [
        .. (from grade in grades
            where grade.Expectation.Oracle is not null
            let found = measured.Oracles.FirstOrDefault(one => ReferenceEquals(one.Oracle, grade.Expectation.Oracle))
            select new TheoryReport(
                SubjectOf(grade.Expectation), grade.Expectation.Oracle!.Theory, grade.Passed, grade.Actual) { Bursts = BurstsOf(found) })
            .DistinctBy(one => (one.Subject, one.Theory, one.Outcome)),
    ];

    /// <summary>What theories say of a flow; the same from several expectations once.</summary>
    public static IReadOnlyList<FlowTheory> OfFlow(int flow, IReadOnlyList<Grade> grades) =>
    [
        .. (from grade in grades
            from one in grade.Expectation.Oracle?.Flows ?? []
            where one.Flow == flow
            select new FlowTheory(grade.Expectation.Oracle!.Theory, one.Besides.TotalSeconds)).Distinct(),
    ];

    private static string SubjectOf(Expectation expected) =>
        $"{(expected.Subject == ExpectationSubject.Flow ? "flow" : "link")} {expected.Name}";

    private static IReadOnlyList<long> BurstsOf(OracleMeasurement? measured) =>
        measured is { Oracle.Theory: BurstLoss { MeanBurst: not null }, MeanBurst: not null } ? measured.Bursts : [];
}
