using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Rubrics;
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

    public Scenario ReadScenario()
    {
        Scenario read = CheckedFile.RequireAll([Path.Combine(Folder, RunFiles.Scenario)], new ScenarioOverrides(), ReadRubric())[0];
        return read with { FileName = Summary.File, Mode = Summary.Mode, Seed = Summary.Seed };
    }

    /// <summary>Its events, checked against the hash.</summary>
    public Trace ReadTrace() =>
        HasTrace
            ? TraceFile.Read(Path.Combine(Folder, RunFiles.Trace), Summary.TraceHash)
            : throw new UsageException($"'{Folder}' holds no {RunFiles.Trace}: the run was made with --no-report");
}
