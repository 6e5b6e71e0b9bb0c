using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace NetComm.Benchmarks.Table;

/// <summary>What a hop costs once everything runs, beside a priority queue; by this program itself, on one core and on all.</summary>
internal static partial class HopRows
{
    internal static IEnumerable<TableRow> Measure(int rounds)
    {
        (string Load, double Reach)[] loads = [("10-flows", 0.6), ("1000-flows", 0.35), ("10000-flows", 0.15)];
        foreach ((string load, double reach) in loads)
        {
            yield return new($"packet-hops per hold operation, steady state, one core, {load.Replace('-', ' ')}",
                BenchmarkPlace.Rounds(rounds, () => Ratio(Run("taskset", "--cpu-list", "0", "dotnet", Itself, "throughput", load, "--quick"), "steady")),
                reach, IsLeast: true);
        }

        yield return new("the same, two cores, wall time, 10 flows",
            BenchmarkPlace.Rounds(rounds, () => Ratio(Run("dotnet", Itself, "throughput", "10-flows", "--quick"), "wall time")), 0.9,
            IsLeast: true);
    }

    private static string Itself => Assembly.GetExecutingAssembly().Location;

    private static string Run(string program, params string[] arguments) =>
        ChildProcess.Run(BenchmarkPlace.Root, program, arguments).Output;

    private static double Ratio(string output, string what) => double.Parse(
        output.Split('\n').Where(line => line.Contains(what, StringComparison.Ordinal)).Select(line => Median().Match(line))
            .Last(match => match.Success).Groups[1].Value,
        CultureInfo.InvariantCulture);

    [GeneratedRegex(@"median ([0-9.]+)")]
    private static partial Regex Median();
}
