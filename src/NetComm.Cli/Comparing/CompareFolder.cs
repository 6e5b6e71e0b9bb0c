using NetComm.Reporting;
using NetComm.Tracing;

namespace NetComm.Cli.Comparing;

/// <summary>The folder of a comparison: the names of its files, and their writing.</summary>
internal static class CompareFolder
{
    public const string Json = "compare.json";
    public const string Csv = "compare.csv";

    private static readonly string[] All = [Json, Csv, RunFiles.Scenario, RunFiles.Report, RunFiles.Charts, RunFiles.Files];

    private static readonly FolderContent Content = new("comparison", UnexpectedEntry);

    /// <summary>Makes sure, before anything starts, that a comparison may be put here.</summary>
    /// <exception cref="UsageException">Something else is there.</exception>
    public static void RequireFree(string place) => RunFolder.RequireFree(place, Content);

    /// <summary>Writes a comparison and says where it is: beside its place where some run is incomplete.</summary>
    /// <param name="place">Where it shall be, a full path.</param>
    /// <param name="compared">What is compared.</param>
    /// <param name="scenario">The scenario of both modes; null where finished runs are compared, which have their own.</param>
    public static string Write(string place, Compared compared, Scenario? scenario)
    {
        using RunFolder folder = RunFolder.Begin(place, Content);
        if (scenario is not null) RunWriter.WriteScenario(scenario, folder.Path);
        WholeFile.Write(Path.Combine(folder.Path, Json), json => ComparisonFiles.WriteJson(json, compared.Comparison));
        WholeFile.Write(Path.Combine(folder.Path, Csv), ComparisonFiles.Csv(compared.Comparison));
        ComparisonReport.Write(compared.Comparison, compared.Latencies, RunEnvironment.Version, folder.Path);
        return folder.Put(compared.Comparison.IsComplete);
    }

    private static string? UnexpectedEntry(string folder)
    {
        string[] names =
            [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        if (names.Length == 0) return null;
        if (names.Except(All).FirstOrDefault() is { } unknown) return unknown;
        return names.Contains(Json) ? null : names[0];
    }
}

/// <summary>A comparison with what its charts are drawn from.</summary>
/// <param name="Comparison">What is compared.</param>
/// <param name="Latencies">Of each side those of its runs whose events are there.</param>
internal sealed record Compared(RunComparison Comparison, IReadOnlyList<IReadOnlyList<ComparedLatencies>> Latencies)
{
    /// <summary>The highest status that one of its runs would have.</summary>
    public ExitStatus Status => Comparison.Sides.SelectMany(side => side.Runs).Max(run =>
        !run.IsComplete ? ExitStatus.Incomplete : run.HasFailed ? ExitStatus.ExpectationFailed : ExitStatus.Passed);
}
