using NetComm.Analysis;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Gossip;
using NetComm.Runtime.Simulated;

namespace NetComm.Runtime.Tests.Apps;

public sealed class PeerAppTests
{
    private const string Chat = """
        hosts: { alice: {}, bob: {}, carol: {} }
        lans: { office: { members: [alice, bob, carol], delay: 1 ms } }
        apps:
          - { name: a, kind: chat-peer, host: alice, port: PORT1, peers: [bob, carol], say: [ { at: 300 ms, text: "hello, Bob" } ] }
          - { name: b, kind: chat-peer, host: bob, port: PORT1, peers: [alice, carol], say: [ { at: 100 ms, text: hello }, { at: 500 ms, text: bye } ] }
          - { name: c, kind: chat-peer, host: carol, port: PORT1, peers: [alice, bob] }
        """;

    private const string Gossip = """
        hosts: { first: {}, other: { count: 15 } }
        lans: { office: { members: [first, other], delay: 1 ms } }
        apps:
          - { name: origin, kind: gossip-peer, host: first, port: PORT1, peers: [other], fanout: 2, interval: 100 ms, rumour: "It rains" }

        """;

    private static string WholeGossip => Gossip + string.Concat(Enumerable.Range(1, 15).Select(i =>
        $"  - {{ name: p{i}, kind: gossip-peer, host: other-{i}, port: PORT1, peers: [first, other], fanout: 2, interval: 100 ms }}\n"));

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task What_one_says_the_others_print(RunMode mode)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Chat);

        Assert.Equal(["bob: hello", "bob: bye"], ran["a"].Printed);
        Assert.Equal(["alice: hello, Bob"], ran["b"].Printed);
        Assert.Equal(["bob: hello", "alice: hello, Bob", "bob: bye"], ran["c"].Printed);
        Assert.All(ran.Values, peer => Assert.True(peer.Completed));
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_rumour_reaches_all_peers(RunMode mode)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.RunAsync(mode, WholeGossip);

        Assert.StartsWith("round 0: starts \"It rains\", knows 15 others", ran["origin"].Printed[0], StringComparison.Ordinal);
        Assert.All(ran.Values, peer => Assert.True(peer.Completed, $"{peer.Name}: {string.Join('\n', peer.Printed)}"));
        Assert.All(ran.Values, peer => Assert.Contains("loses interest in \"It rains\"", peer.Printed[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void A_peer_that_knows_only_one_other_gets_to_know_the_rest()
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = AppRuns.Simulate("""
            hosts: { first: {}, other: { count: 6 } }
            lans: { office: { members: [first, other], delay: 1 ms } }
            apps:
              - { name: origin, kind: gossip-peer, host: first, peers: [], fanout: 2, interval: 100 ms, rumour: "It rains" }

            """ + string
            .Concat(Enumerable.Range(1, 6)
            .Select(i => $"  - {{ name: p{i}, kind: gossip-peer, host: other-{i}, peers: [first], fanout: 2, interval: 100 ms }}\n")));

        Assert.All(ran.Values, peer => Assert.True(peer.Completed));
    }

    [Fact]
    public void The_report_charts_how_many_know_it_after_each_round()
    {
        Scenario scenario = AppRuns.Parse(RunMode.Simulated, WholeGossip);
        RunOutcome run = SimulatedRun.Of(scenario);
        var gossip = new GossipFold(run.Trace.Header);
        run.Trace.FoldInto(gossip);

        Rumour rumour = Assert.Single(gossip.Rumours);
        Assert.Equal(("It rains", 16), (rumour.Text, rumour.Rounds.Count));
        Assert.Equal(1, rumour.Rounds.Count(round => round == 0));
        Assert.Equal(2, rumour.Rounds.Count(round => round == 1));
        Assert.InRange(rumour.Rounds.Count(round => round == 2), 1, 6);
        Section section = GossipSection.Of(gossip.Rumours, peers: 16)!;
        Assert.Equal("charts/gossip.svg", Assert.Single(section.Blocks.OfType<Picture>()).Path);
    }

    [Fact]
    public void The_same_seed_spreads_the_rumour_the_same_way()
    {
        Scenario scenario = AppRuns.Parse(RunMode.Simulated, WholeGossip.Replace("PORT1", "7946", StringComparison.Ordinal));

        Assert.Equal(SimulatedRun.Of(scenario).Trace.Hash, SimulatedRun.Of(scenario).Trace.Hash);
    }

    [Fact]
    public void Peers_whose_names_nobody_knows_are_left_out()
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran =
            AppRuns.Simulate(Chat.Replace("PORT1", "5222", StringComparison.Ordinal) + "\n" + """
              - { name: names, kind: dns-server, host: carol }
            faults: [ { at: 50 ms, host: carol, do: crash } ]
            """);

        Assert.Equal(["bob: hello", "bob: bye"], ran["a"].Printed);
        Assert.Equal((true, "host crashed"), (ran["a"].Completed, ran["names"].Failure));
    }
}
