using NetComm.Reporting.Player;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Expectations;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Gossip;
using NetComm.Reporting.Sections.Happened;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Replays;
using NetComm.Reporting.Sections.Run;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Reporting.Sections.Theories;
using NetComm.Reporting.Sections.Topology;

namespace NetComm.Reporting;

/// <summary>
/// The sections of the report, in reading order: the answer, what it rests on, charts, the lesson, and what few look up. A new one is a
/// folder under Sections and a line here.
/// </summary>
internal static class ReportSections
{
    public static ReportDocument DocumentOf(ReportedRun run)
    {
        IReadOnlyList<ReportSection> sections = Of(run);
        run.Trace.FoldInto([.. sections.SelectMany(section => section.Folds).Distinct()]);
        var context = ReportContext.Of(run);
        return new ReportDocument
        {
            Title = context.Title,
            Kind = $"{(context.IsReplay ? "Replay" : "Network run")} · {context.ModeName} · seed {context.Seed}{OrderOf(context)}",
            Verdicts = VerdictText.Of(ExpectationReport.Graded(run), context.IsComplete),
            Sections = [.. sections.Select(section => section.Build(context)).OfType<Section>()],
        };
    }

    private static string OrderOf(ReportContext context) => context.Order is { } order ? $" · order {order}" : "";

    private static IReadOnlyList<ReportSection> Of(ReportedRun run)
    {
        var network = new NetworkDrawing(run);
        var connections = new TcpFold(run.Header);
        var flows = new FlowReports(run, connections);
        var links = new LinkReports(run, network.Paths);
        return
        [
            new ExpectationsSection(run),
            new NotesSection(),
            new TopologySection(network),
            new FlowOverviewSection(flows),
            new ReplaySection(run),
            new ProgramsSection(run),
            new HappenedSection(run, flows, links),
            new SequenceSection(run, network),
            new FaultsSection(run),
            new FlowsSection(flows),
            new PooledFlowsSection(flows),
            new TheorySection(run),
            new ConnectionsSection(connections),
            new GossipSection(run),
            new BytesSection(links, network.Paths),
            new UtilisationSection(links),
            new QueuesSection(links),
            new PlayerSection(run, network),
            new LessonSection(),
            new ScenarioSection(),
            new NetworkSection(run, links),
            new ReproductionSection(),
        ];
    }
}
