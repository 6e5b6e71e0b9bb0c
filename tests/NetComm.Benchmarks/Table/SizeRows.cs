namespace NetComm.Benchmarks.Table;

/// <summary>How the cost of a run grows with its network, and what its start takes.</summary>
internal static class SizeRows
{
    private const int Packets = 20_000;

    internal static IEnumerable<TableRow> Measure(BenchmarkPlace place, int rounds)
    {
        string two = place.Write("two.yaml", NetworkTexts.TwoHosts);
        yield return new("`run --no-report` of two hosts against `--version`, CPU",
            BenchmarkPlace.Rounds(2 * rounds + 1, () => place.Simulate(two).Cpu / place.NetComm("--version").Cpu), 4);
        yield return TenTimes("10 000 flows against 1000, equal packets, pairs: run less validate, CPU",
            place, rounds, flows => NetworkTexts.Pairs(flows, Packets), 1.5);
        yield return TenTimes("the same, all between one pair", place, rounds, flows => NetworkTexts.OnePair(flows, Packets), 1.5);
        yield return TenTimes("multicast to 10 000 members against 1000, equal hops: the same",
            place, rounds, members => NetworkTexts.Multicast(members, 200_000 / members), 1.5);
        foreach (TableRow row in IdleHosts(place, rounds)) yield return row;
    }

    private static IEnumerable<TableRow> IdleHosts(BenchmarkPlace place, int rounds)
    {
        string few = place.Write("few.yaml", NetworkTexts.Idle(10_000)), many = place.Write("many.yaml", NetworkTexts.Idle(100_000));
        List<double> ratios = [], bytes = [];
        for (int round = 0; round < rounds; round++)
        {
            (Cost small, Cost large) = (place.Simulate(few), place.Simulate(many));
            ratios.Add((large.Cpu - place.NetComm("validate", many).Cpu) / (small.Cpu - place.NetComm("validate", few).Cpu));
            bytes.Add((large.PeakMegabytes - small.PeakMegabytes) * 1000 / 90_000);
        }

        yield return new("idle hosts, 100 000 against 10 000: run less validate, CPU", ratios, 11);
        yield return new("memory of each, by the most that the process holds", bytes, 3, Unit: " kB");
    }

    /// <summary>What comes on top of reading the file, for ten times as much, beside that for one time.</summary>
    private static TableRow TenTimes(string name, BenchmarkPlace place, int rounds, Func<int, string> text, double reach)
    {
        string small = place.Write("small.yaml", text(1000)), large = place.Write("large.yaml", text(10_000));
        double Run(string file) => place.Simulate(file).Cpu - place.NetComm("validate", file).Cpu;
        return new(name, BenchmarkPlace.Rounds(rounds, () => Run(large) / Run(small)), reach);
    }
}
