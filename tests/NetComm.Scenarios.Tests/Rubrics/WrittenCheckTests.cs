using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios.Tests.Rubrics;

/// <summary>What a submission wrote is checked as it was written, whatever it does.</summary>
public sealed class WrittenCheckTests
{
    private const string Submission = """
        scenario: A submission
        hosts: { alice: {}, bob: {}, sensor: { count: 5 } }
        routers: [r1]
        links:
          - { name: core, between: [alice, r1], rate: 10 Mbps, delay: 0.02 s, loss: 0.05 }
          - { between: [r1, bob], queue: { kind: codel, limit: 100 packets } }
        lans: { office: { members: [sensor, r1] } }
        flows:
          - { name: call, from: alice, to: bob, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 10 }
          - { name: told, from: sensor, to: bob, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 1 }

        """;

    [Theory]
    [InlineData("key: links.core.loss, is: 5 %", true, "0.05")]
    [InlineData("key: links.core.loss, is: 6 %", false, "0.05")]
    [InlineData("key: links.core.delay, at-most: 20 ms", true, "0.02 s")]
    [InlineData("key: links.core.delay, at-least: 21 ms", false, "0.02 s")]
    [InlineData("key: links.core.rate, at-least: 5000 kbps, at-most: 0.01 Gbps", true, "10 Mbps")]
    [InlineData("key: links.r1--bob.queue.kind, one-of: [fq-codel, codel]", true, "codel")]
    [InlineData("key: links.r1--bob.queue.kind, is: droptail", false, "codel")]
    [InlineData("key: links.r1--bob.queue.limit, at-most: 200 kB", false, "100 packets")]
    [InlineData("key: links.core.jitter, is: 1 ms", false, "not written")]
    [InlineData("key: links.cor.loss, is: 5 %", false, "not written: there is no item 'cor' here; did you mean 'core'?")]
    [InlineData("key: flows.call.count, is: 10", true, "10")]
    [InlineData("key: links.core.between.x, is: a", false, "not written: there is no item 'x' here")]
    [InlineData("count: hosts, is: 7", true, "7")]
    [InlineData("count: hosts, at-least: 8", false, "7")]
    [InlineData("count: routers, at-most: 1", true, "1")]
    [InlineData("count: links, is: 2", true, "2")]
    [InlineData("count: lans, is: 1", true, "1")]
    [InlineData("count: flows, is: 6", true, "6")]
    [InlineData("count: faults, is: 0", true, "0")]
    [InlineData("count: lans.office.members, is: 2", true, "2")]
    public void A_check_of_what_was_written_says_what_that_is(string line, bool holds, string actual)
    {
        Rubric rubric = RubricReader.Parse($"rubric: Test\nexpect: [ {{ {line}, points: 2 }} ]\n", "rubric.yaml");

        Expectation graded = ScenarioReader.Parse(Submission, "anna.yaml", rubric.Overrides, rubric).Expectations.Single();

        Assert.Equal(new WrittenValue(holds, actual), graded.Written);
        Assert.Equal(2, graded.Points);
    }

    [Fact]
    public void What_topology_builds_counts()
    {
        Rubric rubric = RubricReader.Parse(
            "rubric: T\nexpect: [ { count: hosts, is: 4 }, { count: routers, is: 3 }, { count: links, is: 7 } ]\n", "r.yaml");
        const string Built = """
            scenario: A ring of three routers with four hosts
            topology: { kind: ring, routers: 3, hosts: 4 }
            flows: [ { name: call, from: h1, to: h2, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 10 } ]

            """;

        Scenario scenario = ScenarioReader.Parse(Built, "anna.yaml", rubric.Overrides, rubric);

        Assert.Equal(["4", "3", "7"], scenario.Expectations.Select(graded => graded.Written!.Actual));
        Assert.All(scenario.Expectations, graded => Assert.True(graded.Written!.Holds));
    }

    [Theory]
    [InlineData("key: links.core.los, is: 5 %", "expectation 1: the path names nothing: there is no key 'los' here")]
    [InlineData("key: linkss.core.loss, is: 5 %", "expectation 1: the path names nothing: there is no key 'linkss' here")]
    [InlineData("key: links.core.loss", "expectation 1: 'key' needs what is wanted")]
    [InlineData("key: links.core.loss, is: 5 ms", "expectation 1: 'is' must be")]
    [InlineData("key: links.core.queue.kind, is: codell", "expectation 1: 'is' must be")]
    [InlineData("key: links.core.queue.kind, at-least: codel", "expectation 1: 'at-least' must be")]
    [InlineData("key: hosts, is: 3", "expectation 1: 'key': 'hosts' has no single value")]
    [InlineData("count: hosts, at-least: many", "expectation 1: 'at-least' must be a whole number")]
    [InlineData("count: host, at-least: 3", "expectation 1: the path names nothing: there is no key 'host' here")]
    public void A_check_that_no_submission_could_pass_is_a_mistake_of_the_rubric(string line, string problem)
    {
        ScenarioException exception = Assert.Throws<ScenarioException>(
            () => RubricReader.Parse($"rubric: Test\nexpect: [ {{ {line} }} ]\n", "rubric.yaml"));

        Assert.StartsWith(problem, exception.Problems[0].Message, StringComparison.Ordinal);
    }
}
