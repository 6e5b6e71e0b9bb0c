using System.Globalization;

namespace NetComm.Benchmarks.Table;

/// <summary>The whole process beside ns-3, on the same network.</summary>
internal static class Ns3Rows
{
    private static readonly string[] Libraries = ["core", "network", "internet", "point-to-point", "traffic-control", "applications", "stats", "bridge"];

    internal static IEnumerable<TableRow> Measure(BenchmarkPlace place, int rounds)
    {
        if (!File.Exists("/usr/include/ns3/core-module.h"))
        {
            Console.Error.WriteLine("The rows beside ns-3 are left out: there is no libns3-dev.");
            yield break;
        }

        string program = Path.Combine(place.Folder, "flows");
        string source = Path.Combine(BenchmarkPlace.Root, "tests", "NetComm.Benchmarks", "ns3", "flows.cc");
        place.Program("g++", ["-O2", "-std=c++17", "-o", program, source, .. Libraries.Select(library => $"-lns3-{library}")]);

        (int Packets, double Cpu, double Wall)[] ten = [(20_000, 0.7, 0.5), (200_000, 0.12, 0.08), (1_250_000, 0.04, 0.02)];
        foreach ((int packets, double cpu, double wall) in ten)
        {
            string file = place.Write("udp.yaml", NetworkTexts.FourHops(10, packets));
            (List<double> cpus, List<double> walls) = Compared(place, packets > 1_000_000 ? 1 : rounds, file, program, "udp", 10, packets);
            string name = $"beside ns-3.37, 10 UDP flows, {packets.ToString("# ### ###", CultureInfo.InvariantCulture).Trim()} packets";
            yield return new(name + ", CPU", cpus, cpu);
            yield return new(name + ", wall time", walls, wall);
        }

        string tcp = place.Write("tcp.yaml", NetworkTexts.TenTcpFlows(200));
        yield return new("beside ns-3.37, 10 TCP NewReno flows, 200 MB, CPU", Compared(place, 1, tcp, program, "tcp", 10, 200).Cpu, 0.07);
        string thousand = place.Write("thousand.yaml", NetworkTexts.FourHops(1000, 200_000));
        yield return new("beside ns-3.37, 1000 UDP flows, 200 000 packets, CPU",
            Compared(place, 1, thousand, program, "udp", 1000, 200_000).Cpu, 0.04);
    }

    private static (List<double> Cpu, List<double> Wall) Compared(
        BenchmarkPlace place, int rounds, string file, string program, string kind, int flows, int amount)
    {
        List<double> cpu = [], wall = [];
        for (int round = 0; round < rounds; round++)
        {
            Cost ours = place.Simulate(file);
            Cost theirs = place.Program(program, kind, $"{flows}", $"{amount}");
            long due = kind == "tcp" ? amount * 1_000_000L : amount * 1000L;
            if (long.Parse(theirs.Output, CultureInfo.InvariantCulture) != due)
                throw new InvalidOperationException($"ns-3 received {theirs.Output.Trim()} B in place of {due}.");
            cpu.Add(ours.Cpu / theirs.Cpu);
            wall.Add(ours.Wall / theirs.Wall);
        }

        return (cpu, wall);
    }
}
