using NetComm.Reporting;
using NetComm.Scenarios.Overrides;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

internal sealed record RunRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    public required ScenarioOverrides Overrides { get; init; }

    /// <summary>Which order of what happens at one instant is taken; null: the usual one.</summary>
    public long? Order { get; init; }

    /// <summary>How many such orders are tried beside the run; null: none.</summary>
    public int? Explore { get; init; }

    /// <summary>The folder for the runs; null: under <c>reports/</c>.</summary>
    public string? Out { get; init; }

    /// <summary>The format of the report; null: none is written, and the trace is not kept.</summary>
    public ReportFormat? Report { get; init; } = ReportFormat.Html;

    /// <summary>What is captured, where there is a report.</summary>
    public CaptureOptions Captures { get; init; } = new();

    /// <summary>The part that the sequence diagram shows; null: the one that is worth it.</summary>
    public SequenceSpan? Sequence { get; init; }

    /// <summary>The packets that each run may send.</summary>
    public required long MaxPackets { get; init; }

    public bool Open { get; init; }

    public string? JUnit { get; init; }

    public bool Quiet { get; init; }

    public bool Json { get; init; }
}
