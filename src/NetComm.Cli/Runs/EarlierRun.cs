using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Rubrics;
using NetComm.Sim;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

internal sealed record EarlierRun(string Folder, SummaryFile Summary)
{
    public bool HasTrace => File.Exists(Path.Combine(Folder, RunFiles.Trace));

    public static EarlierRun In(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!File.Exists(Path.Combine(full, RunFiles.Summary)) || !File.Exists(Path.Combine(full, RunFiles.Scenario)))
            throw new UsageException($"'{folder}' is not a run's folder: it holds no {RunFiles.Summary} and {RunFiles.Scenario}");
        return new EarlierRun(full, SummaryReader.Read(Path.Combine(full, RunFiles.Summary)));
    }

    /// <summary>The rubric that it was graded against instead of its own expectations; null where there was none.</summary>
    public Rubric? ReadRubric() => Path.Combine(Folder, RunFiles.Rubric) is var file && File.Exists(file) ? RubricReader.Read(file) : null;

    /// <summary>What it ran: of a replay with the sends that it played.</summary>
    public Scenario ReadScenario(Trace? recorded)
    {
        Scenario read = Read(new ScenarioOverrides()) with { Mode = Summary.Mode, Order = Summary.Order };
        return recorded is null ? read : Replay.Of(read, recorded);
    }

    /// <summary>What would run in simulation, with values that the command line changes.</summary>
    public Scenario ReadSimulated(IReadOnlyList<string> settings) =>
        Read(new ScenarioOverrides { Mode = RunMode.Simulated, Settings = settings });

    private Scenario Read(ScenarioOverrides overrides)
    {
        Rubric? rubric = ReadRubric();
        // Where the rubric has a base, what was run is made again from what was handed in: it is graded too.
        string handedIn = Path.Combine(Folder, RunFiles.Submission);
        bool hasBase = rubric is not null && File.Exists(handedIn);
        string file = hasBase ? handedIn : Path.Combine(Folder, RunFiles.Scenario);
        if (hasBase) overrides = rubric!.Overrides with { Mode = overrides.Mode ?? rubric.Mode, Settings = overrides.Settings };
        return CheckedFile.RequireAll([file], overrides, rubric)[0] with
        {
            FileName = Summary.File,
            Seed = Summary.Seed,
        };
    }

    /// <summary>The events whose sends it played, checked against the hash; null where it made its own.</summary>
    public Trace? ReadRecorded()
    {
        if (Summary.ReplayOf is not { } hash) return null;
        string file = Path.Combine(Folder, RunFiles.Recorded);
        if (!File.Exists(file)) throw new UsageException($"'{Folder}' is a replay, but holds no {RunFiles.Recorded}: what it played");
        return TraceFile.Read(file, new TraceSeal(hash));
    }

    /// <summary>Its events, checked against the hashes, and against what it ran where that is known.</summary>
    public Trace ReadTrace(Scenario? scenario = null)
    {
        if (!HasTrace) throw new UsageException($"'{Folder}' holds no {RunFiles.Trace}: the run was made with --no-report");
        string file = Path.Combine(Folder, RunFiles.Trace);
        var seal = new TraceSeal(Summary.TraceHash, Summary.HeaderHash, Summary.Events);
        return scenario is null ? TraceFile.Read(file, seal) : TraceFile.Read(file, seal, scenario);
    }
}
