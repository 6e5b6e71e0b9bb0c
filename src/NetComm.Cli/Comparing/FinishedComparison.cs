using NetComm.Reporting;
using NetComm.Tracing;

namespace NetComm.Cli.Comparing;

/// <summary>Compares finished runs from their folders, each a side of its own.</summary>
internal static class FinishedComparison
{
    /// <summary>Reads the runs: of each its figures and, where it has a trace, its latencies.</summary>
    public static Compared Of(IReadOnlyList<ComparedFolder> runs)
    {
        RunFigures first = runs[0].Figures;
        string[] names = NamesOf(runs);
        return new Compared(
            new RunComparison
            {
                Title = first.Scenario,
                File = first.File,
                Sides = [.. runs.Zip(names, (run, name) => new ComparedSide(name, [run.Figures]))],
            },
            [.. runs.Select(LatenciesOf)]);
    }

    /// <summary>Makes sure that there is something to compare.</summary>
    /// <exception cref="UsageException">A run is named twice, or has nothing in common with the first.</exception>
    public static void RequireComparable(IReadOnlyList<ComparedFolder> runs)
    {
        foreach (IGrouping<string, ComparedFolder> same in runs.GroupBy(run => run.Folder).Where(group => group.Count() > 1))
            throw new UsageException($"'{same.Key}' is named twice");
        foreach (ComparedFolder run in runs.Skip(1))
        {
            if (!run.Figures.Flows.Any(flow => runs[0].Figures.Flows.Any(first => first.Name == flow.Name)))
                throw new UsageException($"no flow of '{run.Folder}' has the name of one of '{runs[0].Folder}': nothing can be compared");
        }
    }

    /// <summary>Beside the runs of the first one's scenario: <c>reports/NAME/compare-FIRST-SECOND</c>.</summary>
    public static string DefaultPlace(IReadOnlyList<ComparedFolder> runs)
    {
        string more = runs.Count > 2 ? $"-and-{DigitGroups.Of(runs.Count - 2)}-more" : "";
        return Path.Combine("reports", RunPlan.StemOf(runs[0].Figures.File),
            $"compare-{Path.GetFileName(runs[0].Folder)}-{Path.GetFileName(runs[1].Folder)}{more}");
    }

    private static ComparedLatencies[] LatenciesOf(ComparedFolder run)
    {
        if (!run.HasTrace) return [];
        using Trace trace = run.ReadTrace();
        return [ComparedLatencies.Of(trace)];
    }

    /// <summary>The names of the folders; where these are equal, with as many folders above them as it takes.</summary>
    private static string[] NamesOf(IReadOnlyList<ComparedFolder> runs)
    {
        string[][] parts = [.. runs.Select(run => run.Folder.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))];
        for (int length = 1; ; length++)
        {
            string[] names = [.. parts.Select(part => string.Join('/', part.TakeLast(length)))];
            if (names.Distinct().Count() == names.Length) return names;
        }
    }
}
