using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Player;
using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Expectations;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Gossip;
using NetComm.Reporting.Sections.Happened;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting;

/// <summary>
/// Everything that the report page says, in base units (seconds, bits per second, shares of one), before it becomes HTML and charts.
/// </summary>
internal sealed record ReportModel
{
    /// <summary>The scenario's title.</summary>
    public required string Title { get; init; }

    /// <summary>The lesson text, Markdown.</summary>
    public string Lesson { get; init; } = "";

    /// <summary>The scenario's file name.</summary>
    public required string FileName { get; init; }

    /// <summary>The scenario as it was run.</summary>
    public required string Source { get; init; }

    public required RunMode Mode { get; init; }

    public required long Seed { get; init; }

    /// <summary>How long the run lasted, in its own time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where axes of time end, so that all charts of the run agree.</summary>
    public double AxisEnd => new TimeBins(Seconds, FlowSamples.MostBins).End;

    public required long Events { get; init; }

    public required string TraceHash { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>False where the run was interrupted.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>What is graded.</summary>
    public IReadOnlyList<ExpectationReport> Expectations { get; init; } = [];

    /// <summary>The title of the rubric that is graded against; null where the scenario's own expectations are.</summary>
    public string? Rubric { get; init; }

    /// <summary>The scenario's own expectations beside a rubric's, which give no points.</summary>
    public IReadOnlyList<ExpectationReport> OwnExpectations { get; init; } = [];

    /// <summary>What all that is graded gives; null where points are no matter.</summary>
    public GradePoints? Points => GradePoints.Sum(Expectations.Select(expected => expected.Points).OfType<GradePoints>());

    /// <summary>The theories that the run is held against.</summary>
    public IReadOnlyList<TheoryReport> Theories { get; init; } = [];

    public IReadOnlyList<FlowReport> Flows { get; init; } = [];

    /// <summary>The network and which way packets went; null where it is not known.</summary>
    public NetworkPlan? Plan { get; init; }

    /// <summary>The first packets, hop by hop; null where none went over the network.</summary>
    public MessageSequence? Sequence { get; init; }

    /// <summary>TCP connections whose segments were seen: the first of each flow, and the first of programs and apps.</summary>
    public IReadOnlyList<ConnectionReport> Connections { get; init; } = [];

    /// <summary>How many more there were.</summary>
    public int MoreConnections { get; init; }

    /// <summary>What the player shows; null where nothing went over the network.</summary>
    public Recording? Recording { get; init; }

    public IReadOnlyList<LinkReport> Links { get; init; } = [];

    public IReadOnlyList<HostReport> Hosts { get; init; } = [];

    public IReadOnlyList<ProgramReport> Programs { get; init; } = [];

    /// <summary>What the programs printed, in order; of very many lines the first.</summary>
    public IReadOnlyList<PrintedLine> Printed { get; init; } = [];

    /// <summary>How many lines they printed.</summary>
    public long PrintedCount { get; init; }

    /// <summary>How rumours spread among gossip peers.</summary>
    public IReadOnlyList<Rumour> Rumours { get; init; } = [];

    public IReadOnlyList<FaultReport> Faults { get; init; } = [];

    /// <summary>For how long each fault held, and when the flows sent; empty for a run without faults.</summary>
    public IReadOnlyList<Row.Spans> Timeline { get; init; } = [];

    /// <summary>When links, LANs, hosts and routers were out of order.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>What to know before trusting the figures: keys without effect, warnings; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
