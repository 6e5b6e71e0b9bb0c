using NetComm.Analysis;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Theories;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Theories;

public sealed class TheorySectionTests
{
    [Fact]
    public void A_run_without_theories_has_no_such_section() => Assert.Null(TheorySection.Of([]));

    [Fact]
    public void The_section_tells_formula_assumptions_parameters_source_and_outcome()
    {
        Section section = Read(OracleRuns.Queue("mm1"), run => TheorySection.Of(TheoryReports.Of(run.AllGrades, run.Measured))!);

        Block.Part[] parts = [.. section.Blocks.Cast<Block.Part>()];
        Assert.Equal(["M/M/1: flow data", "M/M/1: link wire"], parts.Select(part => part.Heading));
        Dictionary<string, string> facts = Assert.IsType<Block.Facts>(Assert.Single(parts[0].Blocks)).Lines
            .ToDictionary(line => line.Name, line => line.Value.PlainText);
        Assert.EndsWith("batches): agrees with the theory", facts["Measured"], StringComparison.Ordinal);
        Assert.StartsWith("E[T] = 1/(μ − λ)", facts["Theory"], StringComparison.Ordinal);
        Assert.Equal("λ = 1000 packets/s, 1/μ = E[S] = 800 µs, ρ = 80 %", facts["Parameters"]);
        Assert.StartsWith("Poisson arrivals, exponential sizes", facts["Assumptions"], StringComparison.Ordinal);
        Assert.Equal("Kleinrock 1975, Queueing Systems I, 3.2", facts["Source"]);
    }

    [Fact]
    public void The_charts_of_the_flow_show_the_theory_once()
    {
        FlowReport flow = Read(OracleRuns.Queue("mm1"), ReportedRuns.FlowsOf)[0];

        Chart latency = FlowCharts.Of(flow, FaultMarks.None).First(chart => chart.Name == "latency").Chart;

        Assert.Equal(0.005, Assert.Single(flow.Theories).Besides);
        Assert.Equal(2, latency.Lines.Count);
    }

    [Fact]
    public void Bursts_are_drawn_beside_the_geometric_distribution()
    {
        IReadOnlyList<TheoryReport> theories =
            Read(OracleRuns.Lossy(OracleRuns.Bursts), run => TheoryReports.Of(run.AllGrades, run.Measured));

        var part = (Block.Part)TheorySection.Of(theories)!.Blocks[0];
        var chart = (Chart)((Picture)part.Blocks[1]).Content;

        Assert.Equal(1, chart.Series[0].Data.Sum(bar => bar.Y), 12);
        Assert.Equal([0.25, 0.1875], chart.Series[1].Data.Take(2).Select(point => Math.Round(point.Y, 12)));
        Assert.Contains(theories, theory => theory.Subject == "link radio" && theory.Theory is BurstLoss);
    }

    /// <summary>Of bursts of mean 50 more than a quarter have 64 packets or more, which are counted together.</summary>
    [Fact]
    public void The_longest_bursts_are_drawn_beside_the_share_of_all_as_long()
    {
        var theory = new BurstLoss(new LossModel.GilbertElliott(new(0.001), new(0.02), Probability.Zero, new(1)));
        long[] bursts = [0, .. Enumerable.Repeat(1L, 63), 24];

        Section section = TheorySection.Of([new TheoryReport("link radio", theory, true, "") { Bursts = bursts }])!;

        var chart = (Chart)((Picture)((Block.Part)section.Blocks[0]).Blocks[1]).Content;
        Assert.Equal(1, chart.Series[1].Data.Sum(point => point.Y), 12);
        Assert.Equal(0.28, chart.Series[1].Data[^1].Y, 3);
        Assert.EndsWith("Bursts of 64 packets or more share one bar.", chart.Description, StringComparison.Ordinal);
    }

    private static T Read<T>(string text, Func<ReportedRun, T> read)
    {
        Scenario scenario = OracleRuns.Read(text);
        using Trace trace = SimulatedRun.Of(scenario, new RunOptions()).Trace;
        Measurements measured = Measurements.From(trace, scenario.Expectations);
        return read(new ReportedRun(
            scenario, trace, measured, Grader.Grade(scenario.Expectations, measured, scenario.Mode), [], IsComplete: true, "0.1.0"));
    }
}
