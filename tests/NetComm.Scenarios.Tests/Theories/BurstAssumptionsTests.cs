namespace NetComm.Scenarios.Tests.Theories;

public sealed class BurstAssumptionsTests
{
    /// <summary>A ping loses its request or its answer, nearly twice the share of one way; TCP sends anew what is lost.</summary>
    [Fact]
    public void The_loss_of_a_link_is_drawn_over_flows_that_lose_as_much()
    {
        Oracle oracle = OracleOf("loss: { model: gilbert-elliott, p: 1 %, r: 25 % }");

        Assert.Equal([0], oracle.Flows.Select(flow => flow.Flow));
    }

    [Fact]
    public void Where_one_direction_loses_a_ping_loses_as_much_as_that_one()
    {
        Oracle oracle = OracleOf("forward: { loss: { model: gilbert-elliott, p: 1 %, r: 25 % } }");

        Assert.Equal([0, 1], oracle.Flows.Select(flow => flow.Flow));
    }

    [Theory]
    [InlineData("corrupt: 1 %", "flow: data", "one place of loss, but 'radio' corrupts packets")]
    [InlineData("reorder: 1 %", "flow: data", "packets that keep their order, but 'radio' reorders them")]
    [InlineData("forward: { reorder: 1 % }", "link: radio", "packets that keep their order, but 'radio' reorders them")]
    public void What_else_takes_packets_or_their_order_is_refused(string keys, string of, string problem)
    {
        string[] problems = ScenarioText.Problems($$"""
            scenario: A lossy link
            duration: 10 s
            hosts: { a: {}, b: {} }
            links: [ { name: radio, between: [a, b], loss: { model: gilbert-elliott, p: 1 %, r: 25 % }, {{keys}} } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, rate: 10 packets/s, size: 100 B } } ]
            expect: [ { oracle: gilbert-elliott, {{of}} } ]
            """);

        Assert.EndsWith($"gilbert-elliott assumes {problem}", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_that_also_meets_corruption_is_not_drawn_over() =>
        Assert.Empty(OracleOf("loss: { model: gilbert-elliott, p: 1 %, r: 25 % }, corrupt: 1 %").Flows);

    [Theory]
    [InlineData("corrupt: 1 %", "mm1", "no loss but by a full queue, but 'slow' corrupts packets")]
    [InlineData("reorder: 1 %", "mm1", "a delay that stays the same, but 'slow' reorders packets")]
    [InlineData("corrupt: 1 %", "mathis", "no loss but one at random, but 'slow' corrupts packets")]
    [InlineData("reorder: 1 %", "mathis", "segments that keep their order, but 'slow' reorders packets")]
    public void Queues_and_windows_do_without_both(string key, string theory, string problem)
    {
        string flow = theory == "mathis"
            ? "transport: tcp, traffic: { kind: bulk, bytes: 10 MB }, tcp: { congestion-control: reno }"
            : "traffic: { kind: poisson, rate: 10 packets/s, size: { distribution: exponential, mean: 1000 B, of: wire } }";
        string link = theory == "mathis" ? "rate: 100 Mbps, delay: 50 ms, forward: { loss: 0.1 % }"
            : "rate: 1 Mbps, mtu: 65535 B, queue: { limit: none }";

        string[] problems = ScenarioText.Problems($$"""
            scenario: A slow link
            duration: 10 s
            hosts: { a: {}, b: {} }
            links: [ { name: slow, between: [a, b], {{link}}, {{key}} } ]
            flows: [ { name: data, from: a, to: b, {{flow}} } ]
            expect: [ { oracle: {{theory}}, flow: data } ]
            """);

        Assert.All(problems, one => Assert.EndsWith($"{theory} assumes {problem}", one, StringComparison.Ordinal));
    }

    private static Oracle OracleOf(string loss) => ScenarioReader.Parse($$"""
        scenario: A lossy link and three kinds of traffic
        duration: 10 s
        hosts: { a: {}, b: {} }
        links: [ { name: radio, between: [a, b], delay: 5 ms, {{loss}} } ]
        flows:
          - { name: data, from: a, to: b, traffic: { kind: constant, rate: 10 packets/s, size: 100 B } }
          - { name: probe, from: a, to: b, transport: icmp, traffic: { kind: ping, interval: 1 s } }
          - { name: messages, from: a, to: b, transport: tcp, traffic: { kind: constant, rate: 10 packets/s, size: 100 B } }
        expect: [ { oracle: gilbert-elliott, link: radio } ]
        """, "radio.yaml").Expectations[0].Oracle!;
}
