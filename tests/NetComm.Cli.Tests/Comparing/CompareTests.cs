using System.Text.Json;

namespace NetComm.Cli.Tests.Comparing;

/// <summary>Finished runs, and both modes of a scenario, flow by flow.</summary>
[Collection(RealSockets.Collection)]
public sealed class CompareTests : IDisposable
{
    private static readonly string Both =
        SampleScenarios.Passing.Replace("ask.latency.max == 11 ms", "ask.sent == 10", StringComparison.Ordinal);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Two_runs_stand_side_by_side_with_their_difference()
    {
        Run("one");
        Run("other", "--set", "links.wire.delay=11 ms");

        Outcome outcome = _place.Run("compare", "one", "other");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        Assert.Contains(Lines(outcome), line => Words(line) is ["latency.p50", "11", "ms", "12", "ms", "+1", "ms"]);
        Assert.Equal(
            ["charts/ask-latency-cdf.svg", "charts/ask-latency-percentiles.svg", "compare.csv", "compare.json", "report.html"],
            _place.FilesIn("reports/small/compare-one-other"));
        Assert.Contains("\nother,ask,latency.p50,ms,1,12,,,,1,,\n", File.ReadAllText(_place["reports/small/compare-one-other/compare.csv"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_finished_runs_the_highest_status_counts()
    {
        Run("one");
        _place.Run("run", _place.Scenario(SampleScenarios.Failing), "--out", "failed");

        Assert.Equal(1, _place.Run("compare", "one", "failed", "--quiet").Status);
    }

    [Fact]
    public void A_run_without_a_trace_is_compared_without_a_line_in_the_charts()
    {
        Run("one");
        Run("bare", "--no-report");

        Outcome outcome = _place.Run("compare", "one", "bare", "--out", "both");

        Assert.Equal(
            (0, "bare holds no trace.jsonl.gz: its figures are compared, but no chart shows it\n"), (outcome.Status, outcome.Errors));
        Assert.DoesNotContain("bare", File.ReadAllText(_place["both/charts/ask-latency-cdf.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Run("one");
        Run("other");

        Assert.Equal("compare takes one scenario file, or the folders of two or more finished runs\n", _place.Run("compare", "one").Errors);
        Assert.Equal("--runs, --seed and --set are for a scenario; finished runs are compared as they are\n",
            _place.Run("compare", "one", "other", "--runs", "2").Errors);
        Assert.Contains("is named twice", _place.Run("compare", "one", "one").Errors, StringComparison.Ordinal);
        Assert.Equal(2, _place.Run("compare", "one", "missing").Status);
    }

    [Fact]
    public void Both_modes_of_a_scenario_are_run_and_where_they_part_is_told()
    {
        string file = _place.Scenario(Both);

        Outcome outcome = _place.Run("compare", file, "--runs", "2", "--out", "both");
        _place.Run("compare", file, "--runs", "2", "--out", "again", "--quiet");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        Assert.Contains(
            "2 × simulated, 2 × on real sockets, seeds from 1; mean ± 95 % interval\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("latency.p50: simulation 11 ms, machine ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("A bare echo between two UDP sockets on this machine takes ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["compare.csv", "compare.json", "report.html", "scenario.yaml"],
            _place.FilesIn("both").Where(path => !path.StartsWith("charts/", StringComparison.Ordinal)));
        Assert.Equal(SimulatedSide("both"), SimulatedSide("again"));
        Assert.Equal(SimulatedRows("both"), SimulatedRows("again"));
    }

    [Fact]
    public void Each_run_is_that_of_its_seed_also_where_the_seed_draws_the_network()
    {
        string file = _place.Scenario("""
            scenario: Some way through a random network
            duration: 200 ms
            topology: { kind: random, routers: 12, degree: 2, rate: 10 Mbps, delay: 1 ms }
            flows: [ { name: call, from: h1, to: h12, traffic: { kind: constant, interval: 20 ms, size: 100 B }, count: 3 } ]

            """);

        _place.Run("compare", file, "--runs", "2", "--out", "both", "--quiet");
        _place.Run("run", file, "--seed", "2", "--out", "second", "--no-report", "--quiet");

        using JsonDocument compared = JsonDocument.Parse(SimulatedSide("both"));
        using JsonDocument second = JsonDocument.Parse(File.ReadAllText(_place["second/summary.json"]));
        Assert.Equal(
            second.RootElement.GetProperty("traceHash").GetString(),
            compared.RootElement.GetProperty("runs")[1].GetProperty("traceHash").GetString());
    }

    [Fact]
    public void Keys_without_effect_on_real_sockets_are_listed()
    {
        string file = _place.Scenario(SampleScenarios.Passing.Replace("hosts:", "routing: rip\nhosts:", StringComparison.Ordinal)
            .Replace("expect: [ ask.received == 10, ask.latency.max == 11 ms ]", "", StringComparison.Ordinal));

        Outcome outcome = _place.Run("compare", file, "--runs", "1", "--out", "both");

        Assert.Contains("'routing: rip' has no effect in loopback mode", outcome.Output, StringComparison.Ordinal);
    }

    private string SimulatedSide(string folder)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_place[$"{folder}/compare.json"]));
        return json.RootElement.GetProperty("sides")[0].GetRawText();
    }

    private string[] SimulatedRows(string folder) =>
        [.. File.ReadLines(_place[$"{folder}/compare.csv"]).Where(row => row.StartsWith("simulated,", StringComparison.Ordinal))];

    private static string[] Lines(Outcome outcome) => outcome.Output.Split('\n');

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void Run(string folder, params string[] options) => _place.Run(["run", _place.Scenario(Both), "--out", folder, .. options]);
}
