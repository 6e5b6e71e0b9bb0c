using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios.Tests.Rubrics;

/// <summary>With a base nobody wins by another network.</summary>
public sealed class BaseNetworkTests : IDisposable
{
    private const string Base = """
        scenario: The network of the task
        seed: 42
        hosts: { alice: {}, bob: {} }
        routers: [r1]
        links:
          - { name: access, between: [alice, r1], rate: 10 Mbps, delay: 5 ms, loss: 5 % }
          - { name: core, between: [r1, bob], rate: 1 Mbps, delay: 10 ms }
        flows: [ { name: call, from: alice, to: bob, traffic: { kind: constant, rate: 50 packets/s, size: 160 B }, count: 10 } ]
        expect: [ call.sent == 10 ]

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("netcomm-base-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_values_at_the_free_paths_count_and_other_differences_are_named()
    {
        string handedIn = Base.Replace("loss: 5 %", "loss: 0 %", StringComparison.Ordinal)
            .Replace("delay: 10 ms", "delay: 10 ms, queue: { kind: codel }", StringComparison.Ordinal)
            .Replace("rate: 50 packets/s", "rate: 20 packets/s", StringComparison.Ordinal)
            .Replace("scenario: The network of the task", "scenario: By Anna", StringComparison.Ordinal)
            .Replace("bob: {} }", "bob: {}, carol: {} }", StringComparison.Ordinal);

        Scenario scenario = Graded(handedIn, "[links.core.queue, flows.call.traffic.rate]");

        Assert.Equal(("By Anna", 42L, 2), (scenario.Title, scenario.Seed, scenario.Nodes.Count(node => node.Kind == NodeKind.Host)));
        Assert.Contains("loss: 5 %", scenario.Source, StringComparison.Ordinal);
        Assert.Contains("kind: codel", scenario.Source, StringComparison.Ordinal);
        Assert.Contains("rate: 20 packets/s", scenario.Source, StringComparison.Ordinal);
        Assert.Equal(
            ["the network is that of base.yaml; without effect: hosts.carol is added (nothing); links.access.loss is 0 %, not 5 %"],
            scenario.RubricNotes);
        Assert.Equal(handedIn, scenario.HandedIn);
    }

    [Fact]
    public void The_same_network_written_otherwise_is_no_difference()
    {
        string handedIn = Base.Replace("hosts: { alice: {}, bob: {} }", "hosts: [bob, alice]", StringComparison.Ordinal)
            .Replace("5 %", "0.05", StringComparison.Ordinal).Replace("delay: 10 ms", "delay: 0.01 s", StringComparison.Ordinal)
            .Replace("seed: 42", "seed: 7\nx-mine: 3", StringComparison.Ordinal)
            .Replace("between: [alice, r1]", "between: [r1, alice]", StringComparison.Ordinal);

        Scenario scenario = Graded(handedIn, "[flows.call.traffic.rate]");

        Assert.Empty(scenario.RubricNotes);
        Assert.Equal(42, scenario.Seed);
    }

    [Fact]
    public void What_is_not_written_is_the_bases_and_said()
    {
        string handedIn = Base.Replace(", loss: 5 %", "", StringComparison.Ordinal);

        Scenario scenario = Graded(handedIn, "[links.access.loss, links.core.queue]");

        Assert.Equal(
            ["links.access.loss is not written, so that of base.yaml counts",
                "links.core.queue is not written, so that of base.yaml counts"],
            scenario.RubricNotes);
        Assert.Contains("loss: 5 %", scenario.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_elsewhere_cost_nothing_and_one_in_a_value_that_counts_has_its_place()
    {
        string elsewhere = Base.Replace("delay: 5 ms", "dely: 5 ms", StringComparison.Ordinal);
        string here = Base.Replace("50 packets/s", "50 pakets/s", StringComparison.Ordinal);

        Scenario scenario = Graded(elsewhere, "[flows.call.traffic.rate]");
        ScenarioException exception = Assert.Throws<ScenarioException>(() => Graded(here, "[flows.call.traffic.rate]"));

        Assert.Contains(
            "links.access.delay is missing; links.access.dely is added", scenario.RubricNotes.Single(), StringComparison.Ordinal);
        Assert.Equal(("anna.yaml", 8), (Path.GetFileName(exception.Problems.Single().File), exception.Problems.Single().Line));
    }

    [Fact]
    public void What_was_written_is_checked_in_the_file_that_was_handed_in()
    {
        string handedIn = Base.Replace("loss: 5 %", "loss: 1 %", StringComparison.Ordinal)
            .Replace("bob: {} }", "bob: {}, carol: {} }", StringComparison.Ordinal);

        Scenario scenario = Graded(handedIn, "[links.core.queue]", "{ key: links.access.loss, is: 5 % }, { count: hosts, is: 3 }");

        Assert.Equal([new(false, "1 %"), new(true, "3")], scenario.Expectations.Select(one => one.Written!));
    }

    [Theory]
    [InlineData("base: nowhere.yaml\nmay-change: [links.core.queue]", "'base': there is no file 'nowhere.yaml'")]
    [InlineData("base: base.yaml", "'base' needs 'may-change': without it all submissions are the same run")]
    [InlineData("may-change: [links.core.queue]", "'may-change' speaks of a base, but there is no 'base'")]
    [InlineData("base: base.yaml\nmay-change: [links.cor.queue]", "'may-change': the path names nothing: there is no item 'cor' here")]
    public void A_base_that_cannot_be_is_a_mistake_of_the_rubric(string keys, string problem)
    {
        File.WriteAllText(Path.Combine(_folder, "base.yaml"), Base);

        ScenarioException exception = Assert.Throws<ScenarioException>(
            () => RubricReader.Parse($"rubric: T\n{keys}\nexpect: [ call.sent == 10 ]\n", Path.Combine(_folder, "rubric.yaml")));

        Assert.Equal(problem, exception.Problems[0].Message);
    }

    [Fact]
    public void A_submission_reaches_none_of_the_files_beside_the_base()
    {
        File.WriteAllText(Path.Combine(_folder, "secret.csv"), "time_s,size_bytes\n0,100\n");
        Directory.CreateDirectory(Path.Combine(_folder, "anna"));
        string handedIn =
            Base.Replace("kind: constant, rate: 50 packets/s, size: 160 B", "kind: trace, file: secret.csv", StringComparison.Ordinal);

        ScenarioException exception = Assert.Throws<ScenarioException>(() => Graded(handedIn, "[flows.call.traffic]", folder: "anna"));

        Assert.Contains("there is no such file", exception.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_base_and_the_files_that_it_names_are_no_submissions()
    {
        File.WriteAllText(Path.Combine(_folder, "sends.csv"), "time_s,size_bytes\n0,100\n");
        string playing =
            Base.Replace("kind: constant, rate: 50 packets/s, size: 160 B", "kind: trace, file: sends.csv", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "base.yaml"), playing);

        Rubric rubric = RubricReader.Parse(
            "rubric: T\nbase: base.yaml\nmay-change: [links.core.queue]\nexpect: [ call.sent == 1 ]\n",
            Path.Combine(_folder, "rubric.yaml"));

        Assert.Equal([Path.Combine(_folder, "base.yaml"), Path.Combine(_folder, "sends.csv")], rubric.Files);
    }

    private Scenario Graded(string handedIn, string free, string lines = "call.sent == 10", string folder = "")
    {
        File.WriteAllText(Path.Combine(_folder, "base.yaml"), Base);
        Rubric rubric = RubricReader.Parse(
            $"rubric: T\nbase: base.yaml\nmay-change: {free}\nexpect: [ {lines} ]\n", Path.Combine(_folder, "rubric.yaml"));
        return ScenarioReader.Parse(handedIn, Path.Combine(_folder, folder, "anna.yaml"), rubric.Overrides, rubric);
    }
}
