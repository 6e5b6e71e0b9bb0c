using System.Diagnostics;

namespace NetComm.Benchmarks.Table;

/// <summary>What is fast, and what shall become so: each figure is a ratio whose two sides are measured in turns.</summary>
internal static class SpeedTable
{
    internal static int Run(bool quick)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("The table needs Linux, whose getrusage tells what other programs cost.");
            return 2;
        }

        int rounds = quick ? 1 : 3;
        long start = Stopwatch.GetTimestamp();
        using var place = new BenchmarkPlace();
        Console.WriteLine(TableRow.Heading);
        foreach (TableRow row in All(place, rounds)) Console.WriteLine(row);
        Console.WriteLine($"\nmeasured in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {(rounds == 1 ? "one round" : $"{rounds} rounds, medians")}");
        return 0;
    }

    private static IEnumerable<TableRow> All(BenchmarkPlace place, int rounds) =>
    [
        .. HopRows.Measure(rounds),
        .. Ns3Rows.Measure(place, rounds),
        .. SizeRows.Measure(place, rounds),
        .. FileRows.Measure(place, rounds),
        .. LoopbackRows.Measure(place, rounds),
    ];
}
