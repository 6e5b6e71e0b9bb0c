using System.Diagnostics;
using System.Globalization;
using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Benchmarks;

/// <summary>
/// Flows over 4 hops (1 Gbps, 1 ms access; 10 Gbps, 5 ms core), with measuring and trace hash, beside the hold model: the machines differ
/// and drift, the ratio hardly does. Its first figure counts the CPU time of the run's own thread, as the hold model's does, so a busy
/// machine changes neither; the second counts wall time, in which trace hash and measuring run beside it where there is a second core.
/// </summary>
internal static class Throughput
{
    private const int HoldOperations = 3_000_000;

    /// <summary>A look at the progress of a run: what was allocated and computed until then.</summary>
    private sealed class SteadyState
    {
        private int _looks;
        private double _firstCpu;
        private double _lastCpu;
        private long _firstBytes;
        private long _firstEvents;
        private long _lastBytes;
        private long _lastEvents;

        /// <summary>In the steady state, from the third look on, when buffers have grown to what the flows need.</summary>
        internal double BytesPerEvent => _lastEvents > _firstEvents ? (double)(_lastBytes - _firstBytes) / (_lastEvents - _firstEvents) : 0;

        /// <summary>Of all threads of the process, likewise.</summary>
        internal double CpuPerEvent => _lastEvents > _firstEvents ? (_lastCpu - _firstCpu) / (_lastEvents - _firstEvents) : 0;

        internal void Look(SimTime now, long events)
        {
            (_lastBytes, _lastEvents, _lastCpu) = (GC.GetTotalAllocatedBytes(precise: true), events, CpuTime.OfProcess());
            if (++_looks <= 3) (_firstBytes, _firstEvents, _firstCpu) = (_lastBytes, _lastEvents, _lastCpu);
        }
    }

    private sealed record Round(
        RunOutcome Result, double Wall, double LoopCpu, double ProcessCpu, double BytesPerEvent, double CpuPerEvent);

    internal static int Run(ThroughputLoad load, bool quick)
    {
        Scenario scenario = load.Build(quick);
        var hold = new HoldModel();
        hold.Measure(HoldOperations);
        Once(scenario);

        var byCpu = new List<double>();
        var byWall = new List<double>();
        var steady = new List<double>();
        for (int round = 1; round <= (quick ? 2 : 5); round++)
        {
            double before = hold.Measure(HoldOperations);
            Round once = Once(scenario);
            double after = hold.Measure(HoldOperations);
            double holds = (before + after) / 2;
            byCpu.Add(once.Result.PacketHops / once.LoopCpu / holds);
            byWall.Add(once.Result.PacketHops / once.Wall / holds);
            steady.Add(once.Result.PacketHops / (once.CpuPerEvent * once.Result.Trace.Events) / holds);
            Print($"round {round}: {once.Result.PacketHops:N0} packet-hops in {once.Wall:0.000} s, CPU {once.LoopCpu:0.000} s of its thread,");
            Print($"  {once.ProcessCpu:0.000} s in all; hold {before / 1e6:0.00} and {after / 1e6:0.00} M/s; {once.Result.Trace.Hash[7..19]};");
            Print($"  {once.BytesPerEvent:0.0000} B per event");
        }

        Print($"{load.Name}: packet-hops per hold operation, CPU time of the run's thread: {Spread(byCpu)}");
        Print($"{load.Name}: packet-hops per hold operation, wall time: {Spread(byWall)}");
        Print($"{load.Name}: packet-hops per hold operation, CPU time of the process in the steady state: {Spread(steady)}");
        return 0;
    }

    private static Round Once(Scenario scenario)
    {
        var steady = new SteadyState();
        long start = Stopwatch.GetTimestamp();
        double processStart = CpuTime.OfProcess();
        double threadStart = CpuTime.OfThread();
        var measuring = new MeasuringFold(TraceHeader.Of(scenario), scenario.Expectations);
        RunOutcome result = SimulatedRun.Of(scenario, new RunOptions
        {
            KeepTrace = false,
            Folds = [measuring],
            OnProgress = steady.Look,
        });
        return new Round(
            result, Stopwatch.GetElapsedTime(start).TotalSeconds, CpuTime.OfThread() - threadStart, CpuTime.OfProcess() - processStart,
            steady.BytesPerEvent, steady.CpuPerEvent);
    }

    private static string Spread(List<double> ratios)
    {
        ratios.Sort();
        return string.Create(
            CultureInfo.InvariantCulture, $"median {ratios[ratios.Count / 2]:0.000} (min {ratios[0]:0.000}, max {ratios[^1]:0.000})");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
