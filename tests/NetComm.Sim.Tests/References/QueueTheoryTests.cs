using System.Globalization;
using NetComm.Analysis;
using NetComm.Scenarios;
using Xunit.Abstractions;

namespace NetComm.Sim.Tests.References;

/// <summary>
/// Queues with Poisson arrivals against their closed forms (Kleinrock 1975), by sweeps of twenty replications: the theory's figure must
/// lie within the 99 % interval of their mean. A packet takes 1 ms on average, so that μ = 1000/s.
/// </summary>
/// <remarks>
/// 4000 B on the wire at 32 Mbit/s. Exponential sizes stop at the 28 B of the headers, which adds 28² / (2 · 4000) = 0.1 B to their mean:
/// at a load of 0.95 a wait 0.05 % longer. The warm-up is 30 times what the queue remembers at that load (1480 packets), so nothing is left
/// of the empty queue at the start.
/// </remarks>
public sealed class QueueTheoryTests(ITestOutputHelper output)
{
    private const double ServiceRate = 1000;
    private const int Room = 5;
    private const int Replications = 20;

    /// <summary>Student's t at 0.995 for 19 degrees of freedom (tables of the distribution).</summary>
    private const double Student99 = 2.860935;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1";

    /// <summary>Three short rows, which CI has the time for; with NETCOMM_LONG=1 (.ci/long) all, and for longer.</summary>
    public static TheoryData<string, double> Rows()
    {
        var rows = new TheoryData<string, double>();
        foreach (string queue in (string[])["M/M/1", "M/D/1", "M/M/1/K"])
        {
            foreach (double load in IsLong ? [0.3, 0.5, 0.8, 0.95] : (double[])[0.5]) rows.Add(queue, load);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_closed_form_lies_within_the_99_percent_interval_of_twenty_replications(string queue, double load)
    {
        (string Figure, double Theory)[] expected = ClosedForms(queue, load);

        SweepResults results = Simulation.Run(SweepReader.Parse(Sweep(queue, load, [.. expected.Select(one => one.Figure)]), "queue.yaml"));

        Assert.Equal(0, results.Incomplete);
        Estimate[] measured = [.. expected.Select((_, figure) => results.At(point: 0, figure)!)];
        output.WriteLine(Row(queue, load, expected, measured));
        foreach (((string figure, double theory), Estimate estimate) in expected.Zip(measured))
        {
            double margin = HalfWidth(estimate);
            Assert.True(Math.Abs(estimate.Mean - theory) <= margin, $"{figure}: {estimate.Mean} ± {margin}, theory {theory}");
            Assert.True(margin < (IsLong ? 0.05 : 0.15) * theory, $"{figure}: ± {margin} says little of {theory}");
        }
    }

    /// <summary>Waits in milliseconds, until the transmission begins; packets in the queue with the one in transmission.</summary>
    private static (string Figure, double Theory)[] ClosedForms(string queue, double load)
    {
        const string Wait = "wire.queue.delay.mean from a", Length = "wire.queue.mean from a", Loss = "data.loss";
        double full = Math.Pow(load, Room) * (1 - load) / (1 - Math.Pow(load, Room + 1));
        double finite = load / (1 - load) - (Room + 1) * Math.Pow(load, Room + 1) / (1 - Math.Pow(load, Room + 1));
        return queue switch
        {
            "M/M/1" => [(Wait, load / (ServiceRate * (1 - load)) * 1e3), (Length, load / (1 - load))],
            "M/D/1" => [(Wait, load / (2 * ServiceRate * (1 - load)) * 1e3), (Length, load + load * load / (2 * (1 - load)))],

            // Those that find room wait by Little's law: N / (λ (1 − loss)) − 1/μ.
            _ =>
            [
                (Wait, (finite / (load * (1 - full)) - 1) / ServiceRate * 1e3), (Length, finite), (Loss, full),
            ],
        };
    }

    private static string Sweep(string queue, double load, string[] figures)
    {
        string size = queue == "M/D/1" ? "3972 B" : "{ distribution: exponential, mean: 4000 B, of: wire }";
        string limit = queue == "M/M/1/K" ? $"{Room} packets" : "none";
        int rate = (int)Math.Round(load * ServiceRate);
        return $$"""
            scenario: {{queue}}
            duration: {{(IsLong ? "1050 s" : "12 s")}}
            warmup: {{(IsLong ? "50 s" : "2 s")}}
            hosts: [a, b]
            links: [ { name: wire, between: [a, b], rate: 32 Mbps, mtu: 65535 B, queue: { limit: {{limit}} } } ]
            flows: [ { name: data, from: a, to: b, traffic: { kind: poisson, rate: {{rate}} packets/s, size: {{size}} } } ]
            sweep: { replications: {{Replications}}, measure: [ {{string.Join(", ", figures)}} ] }

            """;
    }

    private static double HalfWidth(Estimate estimate) =>
        Student99 * estimate.StandardDeviation!.Value / Math.Sqrt(estimate.Count);

    private static string Row(string queue, double load, (string Figure, double Theory)[] expected, Estimate[] measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{queue} load {load}: ") + string.Join(
            ", ",
            expected.Zip(measured).Select(one => string.Create(
                CultureInfo.InvariantCulture,
                $"{one.First.Figure} {one.Second.Mean:G5} ± {HalfWidth(one.Second):G2} ({one.First.Theory:G5})")));
}
