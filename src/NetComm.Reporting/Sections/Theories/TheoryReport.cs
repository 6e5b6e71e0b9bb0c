using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Theories;

/// <summary>A theory that a run is held against, and how it came out.</summary>
/// <param name="Subject">Of what: <c>flow data</c>, <c>link radio</c>.</param>
/// <param name="Passed">Null where it does not count in this mode.</param>
/// <param name="Outcome">Measured and theory, with the confidence.</param>
internal sealed record TheoryReport(string Subject, Theory Theory, bool? Passed, string Outcome)
{
    /// <summary>
    /// How many bursts of loss had each length; the last length stands for longer ones too. Empty where no bursts were counted.
    /// </summary>
    public IReadOnlyList<long> Bursts { get; init; } = [];
}

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
