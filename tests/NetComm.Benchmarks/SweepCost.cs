using System.Diagnostics;
using System.Globalization;
using NetComm.Runtime;
using NetComm.Scenarios;
using NetComm.Sim;

namespace NetComm.Benchmarks;

/// <summary>
/// What a sweep costs beyond its packets: many short runs beside one run with as many packets, and on two cores beside one. All three are
/// measured in each round, in turn, so that a machine that drifts changes no ratio.
/// </summary>
internal static class SweepCost
{
    private const int PacketsOfRun = 500;

    private sealed record Cost(double Wall, double Cpu)
    {
        internal static Cost Of(Action work)
        {
            long start = Stopwatch.GetTimestamp();
            double before = CpuTime.OfProcess();
            work();
            return new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, CpuTime.OfProcess() - before);
        }
    }

    internal static int Run(bool quick)
    {
        int runs = quick ? 200 : 4000;
        Sweep sweep = SweepOf(PacketsOfRun, runs);
        Scenario one = SweepOf(PacketsOfRun * runs, 1).ScenarioOf(0, 1);
        void OneRun() => Simulation.Run(one, new RunOptions { KeepTrace = false }).Trace.Dispose();
        Simulation.Run(sweep, jobs: 2);
        OneRun();

        List<double> overhead = [], more = [], speedup = [];
        for (int round = 1; round <= 5; round++)
        {
            Cost alone = Cost.Of(OneRun);
            Cost onOne = Cost.Of(() => Simulation.Run(sweep, jobs: 1));
            Cost onTwo = Cost.Of(() => Simulation.Run(sweep, jobs: 2));
            Print($"round {round}: one run {alone.Cpu:0.000} s of CPU; sweep {onOne.Cpu:0.000} s in {onOne.Wall:0.000} s;");
            Print($"  on two cores {onTwo.Cpu:0.000} s in {onTwo.Wall:0.000} s");
            overhead.Add(onOne.Cpu / alone.Cpu);
            more.Add(onTwo.Cpu / onOne.Cpu);
            speedup.Add(onOne.Wall / onTwo.Wall);
        }

        Print($"{runs} runs of {PacketsOfRun} packets, beside one run of as many packets, CPU time: {Spread(overhead)}");
        Print($"on two cores beside one, CPU time: {Spread(more)}");
        Print($"on two cores beside one, speed: {Spread(speedup)}");
        return 0;
    }

    private static Sweep SweepOf(int packets, int replications) => SweepReader.Parse(
        $$"""
        scenario: A lossy link
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 10 ms, jitter: 2 ms, loss: 10 % } ]
        flows:
          - name: ask
            cast: unicast
            transport: udp
            from: alice
            to: bob
            traffic: { kind: constant, interval: 20 ms, size: 97 B }
            count: {{packets}}
        sweep: { replications: {{replications}}, measure: [ask.loss, ask.latency.p95] }

        """,
        "sweep.yaml");

    private static string Spread(List<double> ratios)
    {
        ratios.Sort();
        return string.Create(
            CultureInfo.InvariantCulture, $"median {ratios[ratios.Count / 2]:0.00} (min {ratios[0]:0.00}, max {ratios[^1]:0.00})");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
