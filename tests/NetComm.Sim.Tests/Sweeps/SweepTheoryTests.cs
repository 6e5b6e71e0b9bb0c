using System.Globalization;
using NetComm.Analysis;
using NetComm.Scenarios;

namespace NetComm.Sim.Tests.Sweeps;

/// <summary>Theory beside the points of a sweep.</summary>
public sealed class SweepTheoryTests
{
    // 1000 B at 10 Mbit/s take 0.8 ms; 5 ms of propagation.
    private const string Queue = """
        scenario: A queue
        duration: 1 s
        hosts: [a, b]
        links: [ { name: wire, between: [a, b], rate: 10 Mbps, delay: 5 ms, mtu: 65535 B, queue: { limit: none } } ]
        flows:
          - { name: data, from: a, to: b, traffic: { kind: poisson, rate: 250 packets/s, size: { distribution: exponential, mean: 1000 B, of: wire } } }
        expect: [ { oracle: mm1, flow: data } ]
        sweep: { vary: { flows.data.traffic.rate: [250 packets/s, 1000 packets/s] }, measure: [data.latency.mean, data.latency.p50, data.sent] }

        """;

    [Fact]
    public void It_stands_at_each_point_in_the_unit_of_the_figure()
    {
        SweepResults results = Of(Queue);

        Assert.Equal(6, results.TheoryAt(point: 0, figure: 0)!.Value, 6);
        Assert.Equal(9, results.TheoryAt(point: 1, figure: 0)!.Value, 6);
        Assert.Equal(5 + (4 * Math.Log(2)), results.TheoryAt(point: 1, figure: 1)!.Value, 6);
        Assert.Null(results.TheoryAt(point: 1, figure: 2));
    }

    [Fact]
    public void Points_have_a_column_for_it_behind_the_others()
    {
        string[] lines = SweepCsv.Points(Of(Queue)).Split('\n');

        Assert.EndsWith(",high,theory", lines[0], StringComparison.Ordinal);
        Assert.Equal(9, double.Parse(lines[4].Split(',')[^1], CultureInfo.InvariantCulture), 6);
        Assert.EndsWith(",", lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_theory_is_expected_nothing_is_added()
    {
        string lines = SweepCsv.Points(Of(Queue.Replace("{ oracle: mm1, flow: data }", "data.lost == 0", StringComparison.Ordinal)));

        Assert.StartsWith("point,flows.data.traffic.rate,metric,n,mean,stddev,low,high\n", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_with_an_end_predicts_its_loss()
    {
        string full = Queue.Replace("limit: none", "limit: 4 packets", StringComparison.Ordinal)
            .Replace("rate: 250 packets/s", "rate: 1250 packets/s", StringComparison.Ordinal)
            .Replace("oracle: mm1", "oracle: mm1k", StringComparison.Ordinal);

        // At a load of 1 it is 1/(K + 1).
        Assert.Equal(0.2, Predicted(full, "data.loss")!.Value, 9);
        Assert.Null(Predicted(full, "data.latency.mean"));
    }

    [Fact]
    public void Loss_predicts_the_rate_of_a_transfer()
    {
        const string Transfer = """
            scenario: A transfer
            duration: 1 s
            hosts: [a, b]
            links: [ { name: path, between: [a, b], rate: 100 Mbps, delay: 10 ms, forward: { loss: 0.1 % } } ]
            flows: [ { name: copy, from: a, to: b, transport: tcp, traffic: { kind: bulk, bytes: 1 GB }, tcp: { congestion-control: reno } } ]
            expect: [ { oracle: mathis, flow: copy } ]

            """;

        // 1448 B × 8 / 20.1 ms × 0.866 / √0.001 = 15.8 Mbit/s.
        Assert.InRange(Predicted(Transfer, "copy.goodput")!.Value, 15.7e6, 15.9e6);
    }

    private static double? Predicted(string file, string figure)
    {
        string text = $"{file.Split("sweep:")[0].TrimEnd()}\nsweep: {{ measure: [{figure}] }}\n";
        return new SweepResults(SweepReader.Parse(text, "one.yaml"), []).TheoryAt(point: 0, figure: 0);
    }

    private static SweepResults Of(string text) => Simulation.Run(SweepReader.Parse(text, "queue.yaml"), jobs: 1);
}
