using NetComm.Sim.Model.Theories;
using NetComm.Sim.Scenarios;

namespace NetComm.Sim.Tests.Scenarios.Theories;

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
