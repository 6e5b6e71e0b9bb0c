using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests;

public sealed class ReportSectionsTests
{
    [Fact]
    public void The_sections_of_a_run_stand_in_reading_order()
    {
        ReportDocument report = DocumentOf(RunWithFaults());

        Assert.Equal(
            ["topology", "flows", "programs", "happened", "sequence", "timeline", "flow-figures", "bytes-per-link", "utilisation", "queues",
                "player", "scenario", "network", "again"],
            report.Sections.Select(section => section.Id));
        Assert.Equal(["scenario", "network", "again"], report.Sections.Where(section => section.IsFolded).Select(section => section.Id));
    }

    [Fact]
    public void A_warm_up_is_told_before_the_figures()
    {
        ReportDocument report = DocumentOf(RunWithFaults() with { WarmUp = SimDuration.FromSeconds(1) });

        var notes = (Block.Bullets)report.Sections.Single(section => section.Id == "notes").Blocks.Single();
        Assert.Equal("What was sent in the first 1 s (warm-up) is not in the figures.", notes.Points.Single().PlainText);
    }

    [Fact]
    public void Flows_under_one_name_are_told_as_one_and_one_by_one_where_it_unfolds()
    {
        ReportDocument report = DocumentOf(ScenarioReader.Parse("""
            scenario: Three senders and a call
            hosts: { pc: { count: 3 }, hub: {} }
            lans: { office: { members: [pc, hub], rate: 10 Mbps, delay: 1 ms } }
            flows:
              - { name: load, from: pc, to: hub, traffic: { kind: poisson, rate: 100 packets/s, size: 100 B }, count: 50 }
              - { name: call, from: hub, to: pc-1, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 10 }
            """, "pool.yaml"));

        Section figures = report.Sections.Single(section => section.Id == "flow-figures");
        Section each = report.Sections.Single(section => section.Id == "flows-of-pools");
        Assert.Equal(["load", "call"], FirstColumnOf(figures, "flow-packets"));
        Assert.Equal(["load", "call"], figures.Blocks.OfType<Block.Part>().Select(part => part.Heading));
        Assert.Equal(["load-1", "load-2", "load-3"], FirstColumnOf(each, "flow-packets-each"));
        Assert.Equal(["load-1", "load-2", "load-3"], each.Blocks.OfType<Block.Part>().Select(part => part.Heading));
        Assert.True(each.IsFolded);
    }

    private static IEnumerable<string> FirstColumnOf(Section section, string table) =>
        section.Blocks.OfType<Table>().Single(one => one.Id == table).Rows.Select(row => row[0].PlainText);

    private static ReportDocument DocumentOf(Scenario scenario)
    {
        ReportedRun run = ReportedRuns.Of(scenario);
        using Trace trace = run.Trace;
        return ReportSections.DocumentOf(run);
    }

    private static Scenario RunWithFaults() => ReportedRuns.Network()
        .Flow("a", "b", new Traffic.Constant(SimDuration.FromMilliseconds(1), PayloadSize.Of(2000)), count: 300)
        .Flow("a", "office", new Traffic.Constant(SimDuration.FromMilliseconds(10), PayloadSize.Of(100)), count: 30)
        .Program("a", new ProgramStep.Print("early"))
        .LinkDown(SimDuration.FromMilliseconds(100), "a--b")
        .Build(SimDuration.FromSeconds(2));
}
