using NetComm.Analysis;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Comparing;

/// <summary>What the page of a comparison tells and draws.</summary>
public sealed class ComparisonReportTests
{
    private static readonly MetricDefinition P50 =
        MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == Metric.LatencyP50);

    private static readonly MetricDefinition Loss = MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == Metric.Loss);

    [Fact]
    public void A_slower_machine_is_told_with_the_share_of_an_echo()
    {
        ModeVerdict verdict = Verdict(30.12, 30.31, echoMicroseconds: 160);

        Assert.Equal(
            "latency.p50: simulation 30.12 ms, machine 30.31 ms: 190 µs more (0.63 %); a bare echo on this machine takes 80 µs of that.",
            VerdictSentence.Of(verdict));
    }

    [Fact]
    public void An_echo_that_takes_longer_than_the_difference_is_all_of_it()
    {
        ModeVerdict verdict = Verdict(30, 30.05, echoMicroseconds: 160);

        Assert.Contains("50 µs more (0.17 %); a bare echo on this machine takes 80 µs, which is all of that.",
            VerdictSentence.Of(verdict), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 20.1, 20.2, 20.3 }, "the 95 % intervals overlap, so it may be chance.")]
    [InlineData(new[] { 30.1, 30.2, 30.3 }, "the 95 % intervals are apart.")]
    public void Intervals_tell_chance_from_difference(double[] machine, string end)
    {
        RunComparison comparison = Of([20, 20.1, 20.2], machine, echoMicroseconds: 160);

        Assert.EndsWith(end, VerdictSentence.Of(ModeVerdict.Of(comparison, "call")[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_figures_are_the_same_and_a_flow_says_where_its_modes_part()
    {
        RunComparison comparison = Of([20, 20.1, 20.2], [30.1, 30.2, 30.3], echoMicroseconds: 160);
        ModeVerdict[] verdicts = [.. ModeVerdict.Of(comparison, "call")];
        ModeVerdict same = new("call", Loss, Estimate.Of([0.1, 0.1])!, Estimate.Of([0.1, 0.1])!, Estimate.Of([0, 0])!);

        Assert.Equal("loss: simulation 10 %, machine 10 %: the same.", VerdictSentence.Of(same));
        Assert.Equal(
            "call: simulation and machine do not part by more than chance in loss, but they do in latency.p50.",
            VerdictSentence.Of("call", [same, .. verdicts]));
        Assert.Equal("call: simulation and machine do not part by more than chance in loss.", VerdictSentence.Of("call", [same]));
        Assert.Equal("call: simulation and machine part in latency.p50.", VerdictSentence.Of("call", verdicts));
    }

    [Theory]
    [InlineData(new[] { 30.1, 30.12, 30.14 }, "30.120 ± 0.050 ms")]
    [InlineData(new[] { 30.0, 30.0 }, "30 ms")]
    [InlineData(new[] { 1000.0, 1500.0, 2000.0 }, "1.5 ± 1.2 s")]
    [InlineData(new[] { 5.0 }, "5 ms")]
    public void A_mean_ends_where_its_interval_does(double[] milliseconds, string shown) =>
        Assert.Equal(shown, ShownEstimate.Of(Estimate.Of(milliseconds), P50));

    [Fact]
    public void A_difference_has_its_sign()
    {
        MetricDefinition lost = MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == Metric.Lost);

        Assert.Equal(["+3", "\u22123", "0", "\u2013"], new double?[] { 3, -3, 0, null }
            .Select(value => ShownEstimate.Above(value is { } known ? Estimate.Of([known]) : null, lost)));
    }

    [Fact]
    public void Each_flow_has_its_charts_with_a_line_for_each_side()
    {
        Scenario scenario = ReportedRuns.Network()
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMilliseconds(10), PayloadSize.Of(100)), count: 200).Build();
        ComparedLatencies first = LatenciesOf(scenario with { Seed = 1 }), second = LatenciesOf(scenario with { Seed = 2 });
        string flow = scenario.Flows[0].Name;
        var comparison = new RunComparison
        {
            Title = "Two runs",
            File = "two.yaml",
            Sides = [new("one", [Figures(20, flow)]), new("other", [Figures(21, flow)])],
        };

        ReportDocument document = ComparisonReport.DocumentOf(comparison, [[first], [second]], "1.0");

        Picture[] pictures = [.. document.Pictures];
        Assert.Equal([$"charts/{flow}-latency-cdf.svg", $"charts/{flow}-latency-percentiles.svg"], pictures.Select(one => one.Path));
        Assert.All(pictures, one => Assert.Equal(["one", "other"], ((Chart)one.Content).Series.Select(series => series.Name)));
        Assert.Equal([flow, "Runs"], document.Sections.Select(section => section.Heading));
    }

    private static ComparedLatencies LatenciesOf(Scenario scenario)
    {
        RunOutcome run = SimulatedRun.Of(scenario);
        using Trace trace = run.Trace;
        return ComparedLatencies.Of(trace);
    }

    private static ModeVerdict Verdict(double simulated, double machine, long echoMicroseconds) =>
        ModeVerdict.Of(Of([simulated], [machine], echoMicroseconds), "call")[0];

    private static RunComparison Of(double[] simulated, double[] machine, long echoMicroseconds) => new()
    {
        Title = "A call",
        File = "call.yaml",
        Sides = [new("simulated", [.. simulated.Select(p50 => Figures(p50))]), new("machine", [.. machine.Select(p50 => Figures(p50))])],
        Machine = new MachineFacts(EchoTimes.Of([SimDuration.FromMicroseconds(echoMicroseconds)]), [], []),
    };

    private static RunFigures Figures(double p50, string flow = "call") => RunFigures.Parse(FormattableString.Invariant($$"""
        { "schema": "netcomm/summary/1", "scenario": "A call", "file": "call.yaml", "mode": "simulated", "seed": 1, "complete": true,
          "traceHash": "sha256:0123456789abcdef", "flows": [ { "name": "{{flow}}", "latencyMs": { "p50": {{p50}} } } ] }
        """));
}
