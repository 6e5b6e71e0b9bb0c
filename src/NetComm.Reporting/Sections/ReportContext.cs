using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Sections;

/// <summary>What any section may say of the run as a whole, in base units.</summary>
internal sealed record ReportContext
{
    public required string Title { get; init; }

    /// <summary>The lesson text, Markdown; empty where the scenario has none.</summary>
    public string Lesson { get; init; } = "";

    public required string FileName { get; init; }

    /// <summary>The scenario as it was run.</summary>
    public required string Source { get; init; }

    public required RunMode Mode { get; init; }

    /// <summary>The mode as the command line names it.</summary>
    public string ModeName => Mode == RunMode.Simulated ? "simulated" : "loopback";

    public required long Seed { get; init; }

    /// <summary>Which order of what happens at one instant was taken; null: the usual one.</summary>
    public long? Order { get; init; }

    /// <summary>Whether it played what another run had sent.</summary>
    public bool IsReplay { get; init; }

    /// <summary>How long the run lasted, in its own time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where axes of time end, so that all charts of the run agree.</summary>
    public double AxisEnd => new TimeBins(Seconds, TimeBins.MostInRun).End;

    public required long Events { get; init; }

    public required string TraceHash { get; init; }

    public required string Version { get; init; }

    /// <summary>False where the run was interrupted.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The title of the rubric that is graded against; null where the scenario's own expectations are.</summary>
    public string? Rubric { get; init; }

    /// <summary>The file that is graded again by who wants the points again.</summary>
    public string GradedFile { get; init; } = "scenario.yaml";

    /// <summary>Faults and other changes that happened before the run ended.</summary>
    public IReadOnlyList<FaultReport> Faults { get; init; } = [];

    /// <summary>When links were down and nodes had crashed.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    public FaultMarks Marks => FaultMarks.Of(Faults, Outages);

    /// <summary>What to know before trusting the figures: keys without effect, warnings; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public static ReportContext Of(ReportedRun run) => new()
    {
        Title = run.Scenario.Title,
        Lesson = run.Scenario.Description,
        FileName = run.Scenario.FileName,
        Source = run.Scenario.Source,
        Mode = run.Scenario.Mode,
        Seed = run.Scenario.Seed,
        Order = run.Scenario.Order,
        IsReplay = run.Recorded is not null,
        Seconds = run.Measured.Duration.TotalSeconds,
        Events = run.Measured.Events,
        TraceHash = run.Measured.TraceHash,
        Version = run.Version,
        IsComplete = run.IsComplete,
        Rubric = run.Scenario.Rubric,
        GradedFile = run.Scenario.HandedIn is null ? "scenario.yaml" : "submission.yaml",
        Faults = FaultReport.AllOf(run.Scenario, run.End),
        Outages = Outage.Of(run.Scenario, run.End),
        Notes = run.Scenario.WarmUp == SimDuration.Zero
            ? run.Notes : [.. run.Notes, $"What was sent in the first {run.Scenario.WarmUp} (warm-up) is not in the figures."],
    };
}
