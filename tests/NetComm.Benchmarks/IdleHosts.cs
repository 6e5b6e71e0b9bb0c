using System.Globalization;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;

namespace NetComm.Benchmarks;

/// <summary>
/// Networks of hosts that do nothing, beside two that send one packet: what a host costs from its making to the end of the run.
/// </summary>
internal static class IdleHosts
{
    private const int Few = 10_000;
    private const int Rounds = 3;

    internal static int Run(bool quick)
    {
        int few = quick ? Few / 10 : Few;
        Scenario small = Network(few), large = Network(few * 10);
        Once(small);
        var ratios = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            (double smallCpu, double smallBytes) = Once(small);
            (double largeCpu, double largeBytes) = Once(large);
            ratios.Add(largeCpu / smallCpu);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{few:N0} hosts: {smallCpu:0.000} s of CPU, {smallBytes / few:N0} B each; " +
                $"{few * 10:N0} hosts: {largeCpu:0.000} s, {largeBytes / few / 10:N0} B each; ratio {largeCpu / smallCpu:0.0}"));
        }

        ratios.Sort();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"idle hosts, ten times as many: {ratios[Rounds / 2]:0.0} times the CPU time"));
        return 0;
    }

    private static Scenario Network(int hosts)
    {
        NetworkBuilder network = new NetworkBuilder().Routers("r");
        string[] names = [.. Enumerable.Range(0, hosts).Select(i => $"h{i}")];
        network.Hosts(names);
        network.Link("h0", "r", LinkProperties.Perfect).Link("h1", "r", LinkProperties.Perfect);
        return network.Flow("h0", "h1", new Traffic.Constant(SimDuration.FromSeconds(1), PayloadSize.Of(100)), count: 1).Build();
    }

    private static (double Cpu, double Bytes) Once(Scenario scenario)
    {
        double cpu = CpuTime.OfProcess();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        SimulatedRun.Of(scenario, new RunOptions { KeepTrace = false });
        return (CpuTime.OfProcess() - cpu, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
