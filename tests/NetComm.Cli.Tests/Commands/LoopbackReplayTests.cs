namespace NetComm.Cli.Tests.Commands;

/// <summary>What a run on real sockets sent is played in simulation.</summary>
[Collection(RealSockets.Collection)]
public sealed class LoopbackReplayTests(LoopbackReplayTests.Recorded recorded) : IClassFixture<LoopbackReplayTests.Recorded>
{
    /// <summary>One run on real sockets, made once.</summary>
    public sealed class Recorded : IDisposable
    {
        private const string Call = """
            scenario: A call
            mode: loopback
            hosts: { alice: {}, bob: {} }
            links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 10 ms } ]
            flows: [ { name: call, from: alice, to: bob, traffic: { kind: poisson, rate: 200 packets/s, size: 97 B }, count: 40 } ]
            expect: [ call.sent == 40 ]

            """;

        public Recorded() => Assert.Equal(0, Place.Run("run", Place.Scenario(Call), "--out", "real", "--quiet").Status);

        internal Workplace Place { get; } = new();

        public void Dispose() => Place.Dispose();
    }

    private readonly Workplace _place = recorded.Place;

    [Fact]
    public void Its_packets_go_out_at_the_same_times_on_a_link_of_ones_choice()
    {
        Outcome outcome = _place.Run("replay", "real", "--set", "links.wire.loss=20%", "--set", "links.wire.delay=70 ms", "--out", "lossy");

        Assert.Equal(0, outcome.Status);
        Assert.Contains($"plays what was sent in the run {RunContent.Hash(_place["real"])}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(SendsIn("real"), SendsIn("lossy"));
        Assert.Contains("lost: loss at wire", File.ReadAllText(_place["lossy/packets.csv"]), StringComparison.Ordinal);
        // 97 + 28 B at 1 Mbit/s take 1 ms.
        Assert.Contains("71", Column("lossy", "latency_ms"));
    }

    [Fact]
    public void Its_report_lays_both_runs_side_by_side()
    {
        _place.Run("replay", "real", "--out", "shown");

        string page = File.ReadAllText(_place["shown/report.html"]);

        Assert.Contains("What was played", page, StringComparison.Ordinal);
        Assert.Contains(RunContent.Hash(_place["real"]), page, StringComparison.Ordinal);
        Assert.Matches("call</th><td[^>]*>recorded</td><td[^>]*>40<", page);
        Assert.Matches("call</th><td[^>]*>replayed</td><td[^>]*>40<", page);
    }

    [Fact]
    public void The_replay_is_a_run_that_is_the_same_each_time_and_can_be_replayed_and_rendered_again()
    {
        _place.Run("replay", "real", "--out", "once");
        _place.Run("replay", "real", "--out", "twice");
        IReadOnlyDictionary<string, string> once = RunContent.Of(_place, "once");
        Assert.Equal(once, RunContent.Of(_place, "twice"));

        Outcome repeated = _place.Run("replay", "once");
        Outcome rendered = _place.Run("report", "once");

        Assert.Equal(($"same: {RunContent.Hash(_place["once"])}\n", 0), (repeated.Output, repeated.Status));
        Assert.Equal(0, rendered.Status);
        Assert.Equal(once, RunContent.Of(_place, "once"));
    }

    [Fact]
    public void What_was_sent_cannot_be_changed()
    {
        Outcome outcome = _place.Run("replay", "real", "--set", "flows.call.traffic.rate=5 packets/s");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("a replay sends what flow 'call' sent", outcome.Errors, StringComparison.Ordinal);
    }

    private string[] SendsIn(string run) =>
        [.. Column(run, "sequence").Zip(Column(run, "sent_s"), Column(run, "bytes"))
            .Select(packet => $"{packet.First} {packet.Second} {packet.Third}")];

    private IEnumerable<string> Column(string run, string name)
    {
        string[] lines = File.ReadAllLines(_place[$"{run}/packets.csv"]);
        int column = lines[0].Split(',').ToList().IndexOf(name);
        return lines.Skip(1).Select(line => line.Split(',')[column]);
    }
}
