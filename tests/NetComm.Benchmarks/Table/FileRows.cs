namespace NetComm.Benchmarks.Table;

/// <summary>What files cost beside the run that they tell of.</summary>
internal static class FileRows
{
    private const int Packets = 125_000;
    private const int Hops = 4;

    internal static IEnumerable<TableRow> Measure(BenchmarkPlace place, int rounds)
    {
        string file = place.Write("files.yaml", NetworkTexts.FourHops(10, Packets));
        List<double> all = [], report = [], replay = [];
        for (int round = 0; round < rounds; round++)
        {
            double bare = place.Simulate(file).Cpu, full = place.NetComm("run", file, "--out", "full").Cpu;
            all.Add(full / bare);
            report.Add(place.NetComm("report", "full").Cpu / bare);
            replay.Add(place.NetComm("replay", "full").Cpu / bare);
        }

        yield return new("all files against `--no-report`, 125 000 packets over 4 hops, CPU", all, 1.8);
        yield return new("captures and trace, bytes per packet-hop", [SizeOf(place, "full") / (Packets * (double)Hops)], 60, Unit: " B");
        yield return new("`report RUN` against the run without files, CPU", report, 1.2);
        yield return new("`replay RUN`, the same", replay, 1);
        string large = place.Write("large.yaml", NetworkTexts.FourHops(10, 10_000_000 / 18));
        yield return new("peak memory of ten million events with all files", [place.NetComm("run", large, "--out", "large").PeakMegabytes], 250,
            Unit: " MB");
        yield return Grading(place, rounds);
    }

    private static TableRow Grading(BenchmarkPlace place, int rounds)
    {
        Directory.CreateDirectory(Path.Combine(place.Folder, "class"));
        for (int i = 0; i < 200; i++) place.Write($"class/student{i}.yaml", NetworkTexts.TwoHosts.Replace("count: 5", $"count: {100 + i}"));
        place.Write("rubric.yaml", "rubric: Two hosts\nexpect: [ f.loss == 0 % ]\n");
        double Wall(string jobs) => place.NetComm("grade", "class", "--rubric", "rubric.yaml", "--out", "grades", "--jobs", jobs).Wall;
        return new("`grade` of 200 files, two jobs against one, speed",
            BenchmarkPlace.Rounds(rounds, () => Wall("1") / Wall("2")), 1.7, IsLeast: true);
    }

    private static long SizeOf(BenchmarkPlace place, string run) =>
        new DirectoryInfo(Path.Combine(place.Folder, run)).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name.Contains(".jsonl", StringComparison.Ordinal) || file.Name.Contains(".pcapng", StringComparison.Ordinal))
            .Sum(file => file.Length);
}
