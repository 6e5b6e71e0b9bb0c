using NetComm.Sim.Reporting.Document;
using NetComm.Sim.Reporting.Faults;
using NetComm.Sim.Reporting.Flows;
using NetComm.Sim.Reporting.Links;
using NetComm.Sim.Reporting.Narration;
using NetComm.Sim.Reporting.Player;
using NetComm.Sim.Reporting.Rows;
using NetComm.Sim.Reporting.Sequence;
using NetComm.Sim.Reporting.Tcp;
using NetComm.Sim.Reporting.Theories;
using NetComm.Sim.Reporting.Topology;

namespace NetComm.Sim.Reporting.Sections;

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
            Verdicts = Sections.Verdicts.Of(report),
            Sections = [.. sections.OfType<Section>()],
        };
    }
}
