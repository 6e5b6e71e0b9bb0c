using NetComm.Analysis;

namespace NetComm.Reporting;

/// <summary>Makes what the report says of expectations out of their grades.</summary>
internal static class ExpectationReports
{
    /// <summary>One that gives no points.</summary>
    public static ExpectationReport Of(Grade grade) => new(grade.Expectation.Text, grade.Passed, grade.Actual, grade.Expectation.Hint);

    /// <summary>
    /// Those that are graded. GradePoints are told where a rubric gives them, or where the scenario's own are not one each; what an incomplete
    /// run gives is not known, so none.
    /// </summary>
    public static IReadOnlyList<ExpectationReport> Of(IReadOnlyList<Grade> grades, Scenario scenario, bool isComplete)
    {
        bool counts = scenario.Rubric is not null || grades.Any(grade => grade.Expectation.Points != 1);
        return [.. grades
            .Select(grade => counts && grade.Passed is not null
            ? Of(grade) with { Points = new(isComplete ? grade.Points : 0, (decimal)grade.Expectation.Points) } : Of(grade))];
    }
}
