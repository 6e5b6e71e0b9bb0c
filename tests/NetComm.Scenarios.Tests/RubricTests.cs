using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Scenarios.Tests;

public sealed class RubricTests
{
    private const string Submission = """
        scenario: A submission
        seed: 3
        mode: loopback
        hosts: { alice: {}, bob: {}, carol: {} }
        links: [ { name: wire, between: [alice, bob] }, { name: other, between: [bob, carol] } ]
        flows: [ { name: call, from: alice, to: bob, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 10 } ]
        programs: [ { name: talk, host: alice, steps: [ { print: hi } ] } ]
        expect: [ { check: call.sent >= 0, points: 1000 } ]

        """;

    [Fact]
    public void A_rubric_has_a_title_a_text_a_mode_a_seed_and_lines_with_points_and_hints()
    {
        Rubric rubric = RubricReader.Parse(
            """
            rubric: Week 3
            description: As handed out.
            mode: loopback
            seed: 42
            expect: [ call.sent == 10, { check: web.status == 200, points: 2.5, hint: Is the server there? } ]
            """,
            "rubric.yaml");

        Assert.Equal(
            ("Week 3", "As handed out.", RunMode.Loopback, 42L), (rubric.Title, rubric.Description, rubric.Mode, rubric.Seed!.Value));
        Assert.Equal(
            [("call.sent == 10", 1, null), ("web.status == 200", 2.5, "Is the server there?")],
            rubric.Lines.Select(line => (line.Text, line.Points, line.Hint)));
    }

    [Theory]
    [InlineData("call.loss < 2 %", ExpectationSubject.Flow)]
    [InlineData("call.received by bob >= 10", ExpectationSubject.Flow)]
    [InlineData("core.drops from r1 == 0", ExpectationSubject.Medium)]
    [InlineData("core.queue.max <= 10 before 2 s", ExpectationSubject.Medium)]
    [InlineData("talk.failed with ECONNREFUSED", ExpectationSubject.Program)]
    [InlineData("talk.printed contains \"hi\"", ExpectationSubject.Program)]
    public void What_a_line_speaks_of_is_told_by_its_metric(string text, ExpectationSubject subject) =>
        Assert.Equal(subject, Rubric($"'{text}'").Lines[0].Subject);

    [Fact]
    public void Every_mistake_of_a_rubric_is_shown_without_any_submission()
    {
        string file = Samples.PathOf("Rubrics", "mistakes");

        ScenarioException exception = Assert.Throws<ScenarioException>(() => RubricReader.Parse(File.ReadAllText(file), "mistakes.yaml"));

        Approved.Text("mistakes.txt", string.Join("\n\n", exception.Problems) + "\n", test: file);
    }

    [Theory]
    [InlineData("", "rubric.yaml(1,1): the file is empty: a rubric begins with 'rubric: TITLE'")]
    [InlineData("- call.sent == 1", "rubric.yaml(1,1): a rubric is a mapping of keys such as 'rubric: TITLE', but was a list")]
    [InlineData("rubric: Real\nmode: loopback\nexpect: [ { oracle: mm1, flow: call } ]",
        "rubric.yaml(3,21): expectation 1: it is never graded, as the rubric's mode is 'loopback', but was 'simulated'")]
    [InlineData("rubric: Empty\nexpect: []", "rubric.yaml(2,9): expect must have at least 1 item, but was 0")]
    [InlineData("rubric: For nothing\nexpect: [ { check: call.sent == 1, points: 0 } ]",
        "rubric.yaml(2,9): no expectation gives any points")]
    public void A_rubric_that_grades_nothing_is_refused(string text, string problem)
    {
        ScenarioException exception = Assert.Throws<ScenarioException>(() => RubricReader.Parse(text, "rubric.yaml"));

        Assert.Equal(problem, exception.Problems[0].Render().Split('\n')[0]);
    }

    [Fact]
    public void Its_lines_take_the_place_of_the_submissions_own()
    {
        Scenario scenario = Graded(Rubric("call.sent == 10, talk.completed"));

        Assert.Equal(
            [("call.sent == 10", ExpectationSubject.Flow), ("talk.completed", ExpectationSubject.Program)],
            scenario.Expectations.Select(expected => (expected.Text, expected.Subject)));
    }

    [Fact]
    public void Its_mode_is_simulated_unless_given_and_its_seed_counts_where_it_has_one()
    {
        Scenario own = Graded(Rubric("call.sent == 10"));
        Scenario given = Graded(Rubric("call.sent == 10", "seed: 42\nmode: loopback\n"));

        Assert.Equal((RunMode.Simulated, 3L), (own.Mode, own.Seed));
        Assert.Equal((RunMode.Loopback, 42L), (given.Mode, given.Seed));
    }

    [Theory]
    [InlineData("cal.sent == 10", "there is no flow 'cal'; did you mean 'call'?")]
    [InlineData("radio.drops == 0", "there is no link or LAN 'radio'")]
    [InlineData("server.printed contains \"hi\"", "there is no program or app 'server'")]
    [InlineData("tall.completed", "there is no flow, program or app 'tall'; did you mean 'call'?")]
    [InlineData("wire.sent == 10", "a link or LAN has no metric 'sent'")]
    [InlineData("call.sent by carol == 10", "'carol' is no receiver of 'call'")]
    [InlineData("call.sent by dave == 10", "'by' must be a host, but there is no 'dave'")]
    [InlineData("wire.drops from carol == 0", "'carol' is not on 'wire'")]
    [InlineData("ORACLE mm1, flow: call", "mm1 assumes Poisson arrivals, but 'call' sends otherwise")]
    [InlineData("ORACLE mm1, flow: cal", "there is no flow 'cal'; did you mean 'call'?")]
    [InlineData("ORACLE gilbert-elliott, link: radio", "there is no link or LAN 'radio'")]
    [InlineData("call.answered-by == dave", "'answered-by' must be a host, but there is no 'dave'")]
    public void What_a_submission_lacks_fails_the_line_and_says_why(string line, string reason)
    {
        Scenario scenario =
            Graded(Rubric(
                $"call.sent == 10, {(line.StartsWith("ORACLE", StringComparison.Ordinal) ? line.Replace("ORACLE", "{ oracle:", StringComparison.Ordinal) + " }" : $"'{line}'")}, call.received == 10"));
        RunOutcome run = SimulatedRun.Of(scenario);
        using Trace trace = run.Trace;

        IReadOnlyList<Grade> grades = Grader.Grade(scenario.Expectations, Measurements.From(trace, scenario.Expectations), scenario.Mode);

        Assert.Equal([("10", true), (reason, false), ("10", true)], grades.Select(grade => (grade.Actual, grade.Passed!.Value)));
    }

    [Fact]
    public void A_broken_submission_has_its_own_problems_and_none_of_the_rubrics()
    {
        Rubric rubric = Rubric("nothing.sent == 10");
        string broken = Submission.Replace("count: 10", "cuont: 10", StringComparison.Ordinal)
            .Replace("call.sent >= 0", "calls.sent >= 0", StringComparison.Ordinal);

        ScenarioException exception =
            Assert.Throws<ScenarioException>(() => ScenarioReader.Parse(broken, "anna.yaml", rubric.Overrides, rubric));

        Assert.Equal([6], exception.Problems.Select(problem => problem.Line));
        Assert.All(exception.Problems, problem => Assert.Equal("anna.yaml", problem.File));
    }

    private static Rubric Rubric(string lines, string keys = "") =>
        RubricReader.Parse($"rubric: Test\n{keys}expect: [ {lines} ]\n", "rubric.yaml");

    private static Scenario Graded(Rubric rubric) => ScenarioReader.Parse(Submission, "anna.yaml", rubric.Overrides, rubric);
}
