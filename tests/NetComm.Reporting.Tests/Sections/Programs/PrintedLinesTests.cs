using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Programs;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Programs;

public sealed class PrintedLinesTests
{
    [Fact]
    public void What_programs_print_is_told_in_order_with_its_time()
    {
        Scenario scenario = ReportedRuns.Network()
            .Program("a", new ProgramStep.Sleep(SimDuration.FromSeconds(1)), new ProgramStep.Print("late"))
            .Program("b", new ProgramStep.Print("early"))
            .Build(SimDuration.FromSeconds(3));

        ReportedRun run = ReportedRuns.Of(scenario);
        using Trace trace = run.Trace;
        var printed = new PrintedLines(run.Header);
        trace.FoldInto(printed);

        Assert.Equal([new(0, "program1", "early"), new(1, "program0", "late")], printed.First);
        Assert.Equal(2, printed.Count);
    }
}
