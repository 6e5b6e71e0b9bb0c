namespace NetComm.Scenarios.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Links_without_a_name_are_named_after_their_ends()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: {}, sensor: { count: 2 } }
            links:
              - { between: [a, b] }
              - { between: [a, b] }
              - { name: own, between: [a, b] }
              - { between: [a, b] }
              - { between: [sensor, a] }
              - { name: access, between: [sensor, b] }
            """);

        Assert.Equal(
            ["a--b", "a--b-2", "own", "a--b-3", "sensor-1--a", "sensor-2--a", "access-1", "access-2"],
            scenario.Links.Select(medium => medium.Name));
    }

    [Fact]
    public void A_host_and_a_flow_may_share_a_name()
    {
        Scenario scenario =
            ScenarioText.Of(
                ScenarioText.Pair
                    + "flows: [ { name: alice, from: alice, to: bob, traffic: { kind: constant, interval: 1 s, size: 1 B } } ]");

        Assert.Equal("alice", scenario.Flows[0].Name);
    }

    [Fact]
    public void Hosts_and_routers_may_be_plain_lists_and_mappings()
    {
        Scenario scenario = ScenarioText.OfNetwork("hosts: [a, b]\nrouters: { r1: {}, r2: }\nlinks: [ { between: [a, r1] } ]");

        Assert.Equal(["Host a", "Host b", "Router r1", "Router r2"], scenario.Nodes.Select(node => $"{node.Kind} {node.Name}"));
    }

    [Fact]
    public void A_host_without_a_value_is_a_host()
    {
        Scenario scenario = ScenarioText.OfNetwork("hosts:\n  alice:\n  bob: ~\n");

        Assert.Equal(["alice", "bob"], scenario.Nodes.Select(node => node.Name));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("a-b_c")]
    [InlineData("_")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012")]
    public void Letters_digits_hyphens_and_underscores_make_a_name(string name)
    {
        Scenario scenario = ScenarioText.OfNetwork($"hosts: {{ {name}: {{}} }}");

        Assert.Equal(name, scenario.Nodes[0].Name);
    }

    [Fact]
    public void A_few_lines_cannot_stand_for_more_than_memory_holds()
    {
        string hosts = string.Join(", ", Enumerable.Range(1, 11).Select(number => $"h{number}: {{ count: 100000 }}"));

        string[] problems = ScenarioText.Problems($$"""
            scenario: Too many
            duration: 1 s
            hosts: { {{hosts}} }
            links: [ { between: [h1, h2] } ]
            """);

        Assert.Equal(2, problems.Length);
        Assert.Contains("more than 1 000 000 hosts and routers", problems[0], StringComparison.Ordinal);
        Assert.Contains("more than 4 000 000 ends and members", problems[1], StringComparison.Ordinal);
    }
}
