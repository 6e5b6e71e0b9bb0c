using NetComm.Analysis;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Expectations;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Expectations;

/// <summary>A report says what the expectations gave, where that matters to anybody.</summary>
public sealed class PointsTests
{
    private const string Rubric = """
        rubric: Week 3
        expect:
          - { check: call.received == 10, points: 2 }
          - { check: call.latency.p50 < 5 ms, points: 0.5 }
          - { check: call.loss < 2 %, points: 1.5 }
          - { check: cal.sent == 10, points: 3 }

        """;

    [Fact]
    public void A_rubric_gives_points_and_their_sum_stands_at_the_head()
    {
        (IReadOnlyList<ExpectationReport> graded, _) = ReportsOf("[ call.sent == 10 ]", Rubric);

        Assert.Equal([new(2, 2), new(0, 0.5m), new(1.5m, 1.5m), new GradePoints(0, 3)], graded.Select(expected => expected.Points));
        Verdict verdict = Assert.Single(VerdictText.Of(graded, isComplete: true));
        Assert.Equal("3.5 of 7 points. 2 of 4 expectations failed:", verdict.Text);
        Assert.Equal(
            ["call.latency.p50 < 5 ms: measured 11 ms (see latency)", $"cal.sent == 10: measured {graded[3].Actual}"],
            verdict.Points.Select(point => point.PlainText));
    }

    [Fact]
    public void What_the_submission_expects_of_itself_is_told_apart_and_gives_nothing()
    {
        (IReadOnlyList<ExpectationReport> graded, IReadOnlyList<ExpectationReport> all) =
            ReportsOf("[ { check: call.received == 9 after 20 ms, points: 100 } ]", Rubric);

        ExpectationReport own = Assert.Single(all);
        Assert.Equal(("call.received == 9 after 20 ms", true, "9", null), (own.Text, own.Passed, own.Actual, own.Points));
        Table[] tables = [.. ExpectationsSection.Of(graded, all, "Week 3")!.Blocks.OfType<Table>()];
        Assert.Equal([4, 1], tables.Select(table => table.Rows.Count));
        Assert.Equal(["0 / 0.5", "0 / 3", "2 / 2", "1.5 / 1.5"], tables[0].Rows.Select(row => row[1].PlainText));
        Assert.DoesNotContain(tables[1].Columns, column => column.Heading == "Points");
    }

    [Fact]
    public void An_incomplete_run_gives_no_points()
    {
        (IReadOnlyList<ExpectationReport> graded, _) = ReportsOf("[]", Rubric, isComplete: false);

        Assert.Equal(new GradePoints(0, 7), GradePoints.Sum(graded));
        Assert.EndsWith("It gives no points.", VerdictText.Of(graded, isComplete: false)[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ { check: call.received == 10, points: 3 }, call.sent == 9 ]",
        "3 of 4 points. 1 of 2 expectations failed:")]
    [InlineData("[ { check: call.received == 10, points: 3 }, { check: call.sent == 9, mode: loopback } ]",
        "3 of 3 points. The one expectation passed.")]
    [InlineData("[ call.received == 10, call.sent == 10 ]", "All 2 expectations passed.")]
    public void Without_a_rubric_points_are_told_where_the_file_gives_them(string expect, string verdict) =>
        Assert.Equal(verdict, Assert.Single(VerdictText.Of(ReportsOf(expect).Graded, isComplete: true)).Text);

    private static (IReadOnlyList<ExpectationReport> Graded, IReadOnlyList<ExpectationReport> Own) ReportsOf(
        string expect, string? rubric = null, bool isComplete = true)
    {
        Scenario scenario = ScenarioReader.Parse(
            $$"""
            scenario: Ten packets
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], rate: 1 Mbps, delay: 10 ms } ]
            flows: [ { name: call, from: alice, to: bob, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 10 } ]
            expect: {{expect}}

            """,
            "anna.yaml",
            rubric: rubric is null ? null : RubricReader.Parse(rubric, "rubric.yaml"));
        RunOutcome run = SimulatedRun.Of(scenario);
        using Trace trace = run.Trace;
        Measurements measured = Measurements.From(trace, scenario.AllExpectations);
        var finished = new ReportedRun(
            scenario, trace, measured, Grader.Grade(scenario.Expectations, measured, scenario.Mode), [], isComplete, "0.1.0");
        return (ExpectationReport.Graded(finished), ExpectationReport.Own(finished));
    }
}
