namespace NetComm.Cli.Tests.Commands;

public sealed class ExploreTests : IDisposable
{
    // Both packets reach r after 11 ms, and the queue of core has room for one.
    private const string Race = """
        scenario: Who comes first?
        hosts: [alice, bob, carol]
        routers: [r]
        links:
          - { between: [alice, r], rate: 1 Mbps, delay: 10 ms }
          - { between: [bob, r], rate: 1 Mbps, delay: 10 ms }
          - { name: core, between: [r, carol], rate: 1 Mbps, queue: { limit: 1 packets } }
        flows:
          - { name: first, from: alice, to: carol, traffic: { kind: constant, interval: 1 s, size: 97 B }, count: 1 }
          - { name: second, from: bob, to: carol, traffic: { kind: constant, interval: 1 s, size: 97 B }, count: 1 }
        expect: [ first.received == 1, core.drops == 1 ]

        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void What_depends_on_the_order_is_told_with_the_command_that_shows_it()
    {
        Outcome explored = _place.Run("run", _place.Scenario(Race), "--explore", "20", "--no-report");

        Assert.Equal(1, explored.Status);
        Assert.Contains("2 of 2 expectations passed", explored.Output, StringComparison.Ordinal);
        Assert.Matches(@"✗ first\.received == 1 \(in 1?\d of 20 orders\)", explored.Output);
        Assert.Contains("✓ core.drops == 1 (in 20 of 20 orders)", explored.Output, StringComparison.Ordinal);
        string command = explored.Output.TrimEnd('\n').Split('\n')[^1].Split(": netcomm ")[1];
        Assert.Matches(@"^run small\.yaml --order \d+$", command);

        Outcome again = _place.Run([.. command.Split(' '), "--quiet"]);

        Assert.Equal((1, "small.yaml: first.received == 1, but was 0\n"), (again.Status, again.Errors));
    }

    [Fact]
    public void A_run_in_another_order_has_a_folder_of_its_own_and_can_be_replayed()
    {
        _place.Run("run", _place.Scenario(Race), "--order", "3", "--quiet");

        Outcome replayed = _place.Run("replay", "reports/small/simulated-seed1-order3");

        Assert.Equal(0, replayed.Status);
        Assert.Contains("\"order\": 3", File.ReadAllText(_place["reports/small/simulated-seed1-order3/summary.json"]), StringComparison.Ordinal);
        Assert.Contains("--seed 1 --order 3",
            File.ReadAllText(_place["reports/small/simulated-seed1-order3/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Real_sockets_have_no_order_to_choose()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(Race), "--mode", "loopback", "--explore", "2");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("--order and --explore are for simulated runs", outcome.Errors, StringComparison.Ordinal);
    }
}
