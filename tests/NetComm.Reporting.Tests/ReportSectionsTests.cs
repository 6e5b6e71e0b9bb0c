using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
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
