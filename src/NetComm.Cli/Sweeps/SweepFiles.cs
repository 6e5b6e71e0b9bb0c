using NetComm.Reporting;
using NetComm.Tracing;

namespace NetComm.Cli.Sweeps;

/// <summary>The names of a sweep's files, and their writing. A shard has the first two only, until it is merged.</summary>
internal static class SweepFiles
{
    public const string Scenario = RunFiles.Scenario;

    /// <summary>A line for each run: what <c>--resume</c> and <c>merge</c> read.</summary>
    public const string Journal = "runs.jsonl";

    public const string Runs = "runs.csv";
    public const string Points = "points.csv";
    public const string Json = "sweep.json";
    public const string Report = RunFiles.Report;
    public const string Charts = RunFiles.Charts;
    public const string Named = RunFiles.Files;

    /// <summary>Open while a sweep is at work in the folder.</summary>
    public const string Lock = "sweep.lock";

    private static readonly string[] All = [Scenario, Journal, Runs, Points, Json, Report, Charts, Named, Lock];

    /// <summary>A file or folder that no sweep has written; null where it is empty or holds a sweep and nothing else.</summary>
    public static string? UnexpectedEntry(string folder)
    {
        string[] names =
            [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        if (names.Length == 0 || names is [Lock]) return null;
        if (names.Except(All).FirstOrDefault() is { } unknown) return unknown;
        return names.Contains(Journal) ? null : names[0];
    }

    /// <summary>Writes everything that is made from the results.</summary>
    public static void Write(SweepResults results, string folder)
    {
        WholeFile.Write(Path.Combine(folder, Runs), SweepCsv.Runs(results));
        WholeFile.Write(Path.Combine(folder, Points), SweepCsv.Points(results));
        WholeFile.Write(Path.Combine(folder, Json), json => SweepJson.Write(json, results));
        SweepReport.Write(results, RunEnvironment.Version, folder);
    }
}
