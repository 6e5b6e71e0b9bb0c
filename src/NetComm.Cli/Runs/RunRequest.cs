using NetComm.Sim.Scenarios;

namespace NetComm.Cli.Runs;

/// <summary>What the command line of <c>run</c> asks for.</summary>
internal sealed record RunRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    public required ScenarioOverrides Overrides { get; init; }

    /// <summary>Where the runs go; null: under <c>reports/</c>.</summary>
    public string? Out { get; init; }

    /// <summary>Whether the trace is kept and rendered.</summary>
    public bool WithReport { get; init; } = true;

    /// <summary>A JUnit file to write; null for none.</summary>
    public string? JUnit { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether standard output is for a program to read.</summary>
    public bool Json { get; init; }
}
