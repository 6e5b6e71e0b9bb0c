using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Flows;

/// <summary>Requests that were due and not sent: those whose response times would be the longest.</summary>
public sealed class UnsentTests
{
    private const string Asking = """
        scenario: Requests one after the other
        duration: 2 s
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob], rate: 10 Mbps, delay: 5 ms } ]
        flows: [ { name: ask, cast: unicast, transport: TRANSPORT, from: alice, to: bob, traffic: { kind: request-response, interval: 10 ms, size: 100 B, response: 100 B } END } ]

        """;

    [Theory]
    [InlineData("udp", "", 0)]
    [InlineData("tcp", "", 0)]
    [InlineData("tcp", ", count: 50", 0)]
    [InlineData("udp", ", stop: 500 ms", 0)]
    [InlineData("tcp", ", bytes: 950 B", 0)]
    public void Where_nothing_stands_in_the_way_all_are_sent(string transport, string end, long unsent) =>
        Assert.Equal(unsent, Measured(transport, end).Unsent);

    [Theory]
    [InlineData("", 200)]
    [InlineData(", count: 50", 50)]
    [InlineData(", stop: 500 ms", 50)]
    [InlineData(", bytes: 950 B", 10)]
    [InlineData(", start: 1995 ms", 1)]
    [InlineData(", start: 3 s", 0)]
    public void A_connection_that_never_opens_leaves_all_that_were_due_unsent(string end, long unsent)
    {
        FlowMeasurement measured = Measured("tcp", end, "faults: [ { at: 0 s, link: wire, do: down } ]\n");

        Assert.Equal((0L, unsent), (measured.Sent, measured.Unsent));
    }

    [Fact]
    public void What_waits_behind_a_full_send_buffer_at_the_end_is_unsent()
    {
        FlowMeasurement measured = Measured("tcp", ", tcp: { send-buffer: 1000 B }", "faults: [ { at: 1 s, link: wire, do: down } ]\n");

        Assert.InRange(measured.Unsent!.Value, 60, 99);
        Assert.Equal(200, measured.Sent + measured.Unsent);
    }

    [Fact]
    public void A_host_that_is_down_sends_nothing_meanwhile() =>
        Assert.Equal(
            50, Measured("udp", "", "faults: [ { at: 1 s, host: alice, do: crash }, { at: 1500 ms, host: alice, do: restart } ]\n").Unsent);

    private static FlowMeasurement Measured(string transport, string end, string faults = "")
    {
        Scenario scenario =
            ScenarioReader.Parse(
                Asking.Replace("TRANSPORT", transport, StringComparison.Ordinal).Replace(" END", end, StringComparison.Ordinal) + faults,
                "asking.yaml");
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        return Measurements.From(trace, []).Flows.Single();
    }
}
