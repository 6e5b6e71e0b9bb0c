using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>Scenarios with an oracle, and runs of them that are graded.</summary>
internal static class OracleRuns
{
    /// <summary>A link of 10 Mbps and 5 ms, which serves 1250 packets of 1000 B a second, with a load of 80 %.</summary>
    internal const string Exponential = "{ distribution: exponential, mean: 1000 B, of: wire }";

    internal const string Bursts = "{ model: gilbert-elliott, p: 1 %, r: 25 % }";

    /// <summary>A queue of Poisson arrivals.</summary>
    internal static string Queue(
        string oracle, string size = Exponential, string limit = "none", string rate = "10 Mbps", int seconds = 60) => $$"""
        scenario: A queue
        duration: {{seconds}} s
        warmup: 2 s
        hosts: { a: {}, b: {} }
        links: [ { name: wire, between: [a, b], rate: {{rate}}, delay: 5 ms, mtu: 65535 B, queue: { limit: {{limit}} } } ]
        flows: [ { name: data, from: a, to: b, traffic: { kind: poisson, rate: 1000 packets/s, size: {{size}} } } ]
        expect: [ { oracle: {{oracle}}, flow: data }, { oracle: {{oracle}}, link: wire } ]
        """;

    /// <summary>A link that loses packets.</summary>
    internal static string Lossy(string loss, int packets = 20_000) => $$"""
        scenario: A lossy link
        hosts: { a: {}, b: {} }
        links: [ { name: radio, between: [a, b], delay: 5 ms, loss: {{loss}} } ]
        flows: [ { name: data, from: a, to: b, traffic: { kind: constant, rate: 1000 packets/s, size: 100 B }, count: {{packets}} } ]
        expect: [ { oracle: gilbert-elliott, flow: data }, { oracle: gilbert-elliott, link: radio } ]
        """;

    /// <summary>A TCP transfer that random loss holds down.</summary>
    internal static string Transfer(string loss, string tcp = "congestion-control: reno") => $$"""
        scenario: A transfer
        duration: 120 s
        hosts: { a: {}, b: {} }
        links: [ { name: path, between: [a, b], rate: 100 Mbps, delay: 10 ms, forward: { loss: {{loss}} } } ]
        flows: [ { name: data, from: a, to: b, transport: tcp, traffic: { kind: bulk, bytes: 150 MB }, tcp: { {{tcp}} } } ]
        expect: [ { oracle: mathis, flow: data } ]
        """;

    internal static Scenario Read(string text, long seed = 1) =>
        ScenarioReader.Parse(text, "oracle.yaml", new ScenarioOverrides { Seed = seed });

    /// <summary>Runs the scenario, and grades it against its expectations, or those of another.</summary>
    internal static IReadOnlyList<Grade> Grade(Scenario scenario, Scenario? promised = null)
    {
        IReadOnlyList<Expectation> expectations = (promised ?? scenario).Expectations;
        var measuring = new MeasuringFold(TraceHeader.Of(scenario), expectations);
        using Trace trace = SimulatedRun.Of(scenario, new RunOptions { KeepTrace = false, Folds = [measuring] }).Trace;
        return Grader.Grade(expectations, measuring.Result(trace), RunMode.Simulated);
    }
}
