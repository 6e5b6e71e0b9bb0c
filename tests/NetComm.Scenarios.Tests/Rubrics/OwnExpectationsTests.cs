using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios.Tests.Rubrics;

/// <summary>A student's mistakes in what they expect of themselves cost nothing.</summary>
public sealed class OwnExpectationsTests
{
    private const string Network = """
        scenario: A submission
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob] } ]
        flows: [ { name: call, from: alice, to: bob, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 10 } ]

        """;

    [Theory]
    [InlineData("expect: [ call.los < 1 %, call.sent == 10, ring.sent == 10, { chek: call.sent == 10 } ]", 1, 3)]
    [InlineData("expect: call.sent == 10", 0, 1)]
    [InlineData("expect: { call.sent: 10 }", 0, 1)]
    [InlineData("expectations: [ call.sent == 10 ]", 0, 1)]
    [InlineData("expect:", 0, 0)]
    [InlineData("expect: [ { check: call.sent == 10, points: lots } ]", 0, 1)]
    [InlineData("expect:\n  - server.printed contains \"Received: x\"\n", 0, 1)]
    [InlineData("expect: [ call.sent == 10", 0, 1)]
    [InlineData("expect:\n  - \"call.sent == 10\n", 0, 1)]
    [InlineData("expect:\n- call.sent == 10\n- call.sent == : 3: 4\n", 0, 1)]
    [InlineData("expect: [ call.los < 1 % ]\nsweep: { vary: { links.wire.loss: [0 %, 1 %] } }", 0, 1)]
    public void Own_expectations_that_are_wrong_are_left_out_and_told(string expect, int kept, int told)
    {
        Rubric rubric = RubricReader.Parse("rubric: T\nexpect: [ call.sent == 10 ]\n", "rubric.yaml");

        Scenario scenario = ScenarioReader.Parse(Network + expect + "\n", "anna.yaml", rubric.Overrides, rubric);

        Assert.Equal((1, kept, told), (scenario.Expectations.Count, scenario.OwnExpectations.Count, scenario.RubricNotes.Count));
    }

    [Fact]
    public void What_is_told_has_its_line_and_what_was_meant()
    {
        Rubric rubric = RubricReader.Parse("rubric: T\nexpect: [ call.sent == 10 ]\n", "rubric.yaml");

        Scenario scenario = ScenarioReader.Parse(Network + "expect:\n  - call.los < 1 %\n", "anna.yaml", rubric.Overrides, rubric);

        Assert.Equal(
            "an expectation of its own was left out: line 6: expectation 1: a flow has no metric 'los'; did you mean 'lost'?",
            scenario.RubricNotes.Single());
    }

    [Fact]
    public void A_file_that_is_no_yaml_elsewhere_has_its_mistake()
    {
        Rubric rubric = RubricReader.Parse("rubric: T\nexpect: [ call.sent == 10 ]\n", "rubric.yaml");

        string broken = Network.Replace("bob: {} }", "bob: {}", StringComparison.Ordinal) + "expect: [ call.sent == 10 ]\n";

        Assert.Throws<ScenarioException>(() => ScenarioReader.Parse(broken, "anna.yaml", rubric.Overrides, rubric));
    }

    [Fact]
    public void Without_a_rubric_they_are_mistakes_of_the_file() =>
        Assert.Throws<ScenarioException>(() => ScenarioReader.Parse(Network + "expect: [ call.los < 1 % ]\n", "anna.yaml"));
}
