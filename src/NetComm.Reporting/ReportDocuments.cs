using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Reporting.Player;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Expectations;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Gossip;
using NetComm.Reporting.Sections.Happened;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Percentiles;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Run;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Reporting.Sections.Theories;
using NetComm.Reporting.Sections.Topology;

namespace NetComm.Reporting;

/// <summary>Lays out the report: what was to be learnt, what was asked, what happened, and whether it was expected.</summary>
internal static class ReportDocuments
{
    /// <summary>The report of a run.</summary>
    public static ReportDocument Of(ReportModel report)
    {
        var topology = report.Plan is { } plan ? new TopologyDrawing(plan) : null;
        Section?[] sections =
        [
            RunSections.Lesson(report),
            topology is null ? null : TopologySection.Of(report.Plan!, topology),
            RunSections.Asked(report),
            RunSections.Notes(report),
            HappenedSection.Of(report),
            PlayerBlock.Of(report, topology) is { } player ? new Section("player", "Play the run", [player]) : null,
            report.Sequence is { } sequence ? SequenceSection.Of(sequence, report.Plan, topology) : null,
            TimelineSection.Of(report),
            PercentileSection.Of(report.Flows),
            FlowSections.Of(report),
            TheorySection.Of(report.Theories),
            ProgramsSection.Of(report),
            ConnectionsSection.Of(report),
            GossipSection.Of(report.Rumours, report.Programs.Count(program => program.Kind == "gossip-peer")),
            BytesSection.Of(report.Links, report.Plan?.Trails ?? []),
            LinkSections.Utilisation(report),
            LinkSections.Queues(report),
            NetworkSection.Of(report),
            ExpectationsSection.Of(report),
            RunSections.Reproduction(report),
        ];
        return new ReportDocument
        {
            Title = report.Title,
            Kind = $"Network run · {RunSections.ModeOf(report)} · seed {report.Seed}",
            Verdicts = NetComm.Reporting.Sections.Expectations.Verdicts.Of(report),
            Sections = [.. sections.OfType<Section>()],
        };
    }
}
