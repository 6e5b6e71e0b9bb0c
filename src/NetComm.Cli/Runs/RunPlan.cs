using System.Globalization;
using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

/// <summary>A run that may start: its scenario is right and its place is free.</summary>
/// <param name="File">The scenario's file as people name it.</param>
/// <param name="Folder">The folder of the run, in full.</param>
/// <param name="Report">What the report is written as; null: none is.</param>
internal sealed record RunPlan(string File, Scenario Scenario, string Folder, ReportFormat? Report)
{
    /// <summary>What it is graded against instead of its own expectations; null: those.</summary>
    public Rubric? Rubric { get; init; }

    /// <summary>The events whose sends it plays; null: it makes its own.</summary>
    public Trace? Recorded { get; init; }

    /// <summary>What is captured, where there is a report.</summary>
    public CaptureOptions Captures { get; init; } = new();

    /// <summary>The part that the sequence diagram shows; null: the one that is worth it.</summary>
    public SequenceSpan? Sequence { get; init; }

    /// <summary>The packets that it may send.</summary>
    public long MaxPackets { get; init; } = RunOptions.DefaultMaxPackets;

    /// <summary>Checks everything before anything starts.</summary>
    public static IReadOnlyList<RunPlan> All(RunRequest request)
    {
        Scenario[] scenarios =
            [.. CheckedFile.RequireAll(request.Files, request.Overrides).Select(scenario => scenario with { Order = request.Order })];
        if (request.Order is not null || request.Explore is not null) RequireSimulated(request.Files, scenarios);
        RunPlan[] plans =
            [.. request.Files
                .Zip(scenarios, (file, scenario) => new RunPlan(
                    ShippedScenarios.NameOf(file), scenario, FolderOf(request, file, scenario), request.Report)
                {
                    Captures = request.Captures,
                    Sequence = request.Sequence,
                    MaxPackets = request.MaxPackets,
                })];
        foreach (RunPlan plan in plans) RunFolder.RequireFree(plan.Folder);
        if (request.JUnit is { } junit) JUnitFile.RequireWritable(junit);
        foreach (IGrouping<string, RunPlan> same in plans.GroupBy(plan => plan.Folder).Where(group => group.Count() > 1))
        {
            throw new UsageException(
                $"{string.Join(" and ", same.Select(plan => $"'{plan.File}'"))} would both be written to " +
                $"'{same.Key}'; run them one at a time");
        }

        return plans;
    }

    public static RunPlan For(Scenario scenario, string place, Rubric? rubric = null, Trace? recorded = null)
    {
        var plan = new RunPlan(scenario.FileName, scenario, FullPath(place), ReportFormat.Html) { Rubric = rubric, Recorded = recorded };
        RunFolder.RequireFree(plan.Folder);
        return plan;
    }

    private static void RequireSimulated(IReadOnlyList<string> files, IReadOnlyList<Scenario> scenarios)
    {
        foreach ((string file, Scenario scenario) in files.Zip(scenarios))
        {
            if (scenario.Mode == RunMode.Simulated) continue;
            throw new UsageException(
                $"'{file}' runs on real sockets, where nobody decides what comes first: --order and --explore are for simulated runs");
        }
    }

    private static string FolderOf(RunRequest request, string file, Scenario scenario)
    {
        string run = Path.Combine(StemOf(file), NameOf(scenario));
        string place = request.Out is null ? Path.Combine("reports", run)
            : request.Files.Count == 1 ? request.Out
            : Path.Combine(request.Out, run);
        return FullPath(place);
    }

    private static string NameOf(Scenario scenario) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{(scenario.Mode == RunMode.Loopback ? "loopback" : "simulated")}-seed{scenario.Seed}")
        + (scenario.Order is { } order ? string.Create(CultureInfo.InvariantCulture, $"-order{order}") : "");

    public static string StemOf(string file)
    {
        string name = Path.GetFileName(Path.GetFullPath(file));
        return Path.GetExtension(name) is ".yaml" or ".yml" && name.Length > 5 ? Path.GetFileNameWithoutExtension(name) : name;
    }

    /// <summary>A link to a folder stays a link: the run goes where it leads.</summary>
    public static string FullPath(string place)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        return (Directory.Exists(full) ? Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName : null) ?? full;
    }
}
