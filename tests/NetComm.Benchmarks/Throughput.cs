using System.Diagnostics;
using System.Globalization;
using NetComm.Sim.Measuring;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime;
using NetComm.Sim.Runtime.Simulated;
using NetComm.Sim.Tests.Runtime;
using NetComm.Sim.Tracing;

namespace NetComm.Benchmarks;

/// <summary>
/// 10 UDP flows of 1000 B at 100 Mbps over 4 hops (1 Gbps, 1 ms access; 10 Gbps, 5 ms core), with measuring and trace hash, beside the hold model:
/// the machines differ and drift, the ratio hardly does.
/// </summary>
internal static class Throughput
{
    private const int Flows = 10;
    private const int HoldOperations = 3_000_000;

    internal static int Run(bool quick)
    {
        Scenario scenario = Network(SimDuration.FromSeconds(quick ? 2 : 10));
        var hold = new HoldModel();
        hold.Measure(HoldOperations);
        Once(scenario);

        var ratios = new List<double>();
        for (int round = 1; round <= (quick ? 2 : 5); round++)
        {
            double before = hold.Measure(HoldOperations);
            (RunResult result, double seconds, double bytesPerPacket) = Once(scenario);
            double after = hold.Measure(HoldOperations);
            double hopsPerSecond = result.PacketHops / seconds;
            double ratio = hopsPerSecond / ((before + after) / 2);
            ratios.Add(ratio);
            Print($"round {round}: {result.PacketHops:N0} packet-hops in {seconds:0.000} s = {hopsPerSecond / 1e6:0.00} M/s; hold {before / 1e6:0.00} and {after / 1e6:0.00} M/s; ratio {ratio:0.000}; {bytesPerPacket:0.0000} B per packet; {result.Trace.Hash[7..19]}");
        }

        ratios.Sort();
        Print($"packet-hops per hold operation: median {ratios[ratios.Count / 2]:0.000} (min {ratios[0]:0.000}, max {ratios[^1]:0.000})");
        return 0;
    }

    private static Scenario Network(SimDuration duration)
    {
        var access = new LinkProperties { Rate = Bandwidth.FromMegabits(1000), Delay = SimDuration.FromMilliseconds(1) };
        var core = new LinkProperties { Rate = Bandwidth.FromMegabits(10_000), Delay = SimDuration.FromMilliseconds(5) };
        NetworkBuilder network = new NetworkBuilder().Routers("r1", "r2", "r3").Link("r1", "r2", core).Link("r2", "r3", core);
        for (int i = 0; i < Flows; i++)
        {
            network.Hosts($"s{i}", $"d{i}").Link($"s{i}", "r1", access).Link("r3", $"d{i}", access);
        }

        // 1000 B × 8 / 100 Mbit/s = 80 µs.
        var traffic = new Traffic.Constant(SimDuration.FromMicroseconds(80), PayloadSize.Of(1000));
        for (int i = 0; i < Flows; i++) network.Flow($"s{i}", $"d{i}", traffic, with: flow => flow with { Stop = SimTime.Zero + duration });
        return network.Build();
    }

    private static (RunResult Result, double Seconds, double BytesPerPacket) Once(Scenario scenario)
    {
        // Steady state: from the third look on, when buffers have grown to what the flows need.
        int looks = 0;
        long firstBytes = 0, firstEvents = 0, lastBytes = 0, lastEvents = 0;
        void Look(SimTime now, long events)
        {
            lastBytes = GC.GetTotalAllocatedBytes(precise: true);
            lastEvents = events;
            if (++looks > 3) return;
            firstBytes = lastBytes;
            firstEvents = lastEvents;
        }

        long start = Stopwatch.GetTimestamp();
        var measuring = new MeasuringFold(TraceHeader.Of(scenario), scenario.Expectations);
        RunResult result = SimulatedRun.Of(scenario, new RunOptions { KeepTrace = false, Folds = [measuring], OnProgress = Look });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        // A packet over 4 hops is sent, taken in and delivered 4 times each, and received: 10 events.
        double packets = (lastEvents - firstEvents) / 10.0;
        return (result, seconds, (lastBytes - firstBytes) / packets);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
