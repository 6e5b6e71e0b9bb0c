using System.Text.Json;

namespace NetComm.Cli.Tests.Endings;

/// <summary>A run has a budget of packets: used up, it ends the run, incomplete, with what was measured until then.</summary>
public sealed class MaxPacketsTests : IDisposable
{
    private const string Said =
        "small.yaml: its packet budget is used up: it ended at {0}, when it had sent 1\u202f000 packets, segments and acknowledgments " +
        "included; netcomm run --max-packets N allows more";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_that_has_sent_its_packets_ends_there_each_time_alike()
    {
        string file = _place.Scenario(SampleScenarios.Endless);

        Outcome outcome = _place.Run("run", file, "--max-packets", "1000", "--no-report");
        Outcome again = _place.Run("run", file, "--max-packets", "1000", "--no-report", "--json");

        Assert.Equal((3, 3), (outcome.Status, again.Status));
        Assert.Equal(Said.Replace("{0}", "10 ms", StringComparison.Ordinal), outcome.Errors.Trim());
        JsonElement summary = JsonDocument.Parse(again.Output).RootElement;
        Assert.False(summary.GetProperty("complete").GetBoolean());
        Assert.Equal(1001, summary.GetProperty("flows")[0].GetProperty("sent").GetInt64());
        Assert.Equal(
            RunContent.Hash(_place["reports/small/simulated-seed1-incomplete"]), summary.GetProperty("traceHash").GetString());
    }

    [Fact]
    public void So_does_one_in_which_no_virtual_time_passes()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Spinning), "--max-packets", "1000", "--no-report");

        Assert.Equal((3, Said.Replace("{0}", "0 s", StringComparison.Ordinal)), (outcome.Status, outcome.Errors.Trim()));
    }

    [Fact]
    public void What_will_not_be_enough_is_said_beforehand()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Endless), "--max-packets", "1000", "--no-report");

        Assert.StartsWith(
            "small.yaml: this run will send about 8\u202f600\u202f000\u202f000 packets, and ends after 1\u202f000, incomplete; " +
            "--max-packets N allows more\n",
            outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_within_its_budget_is_as_without_one()
    {
        string file = _place.Scenario(SampleScenarios.Passing);

        Outcome enough = _place.Run("run", file, "--max-packets", "10", "--no-report", "--quiet");
        Outcome less = _place.Run("run", file, "--max-packets", "9", "--no-report", "--quiet");

        Assert.Equal((0, "", 3), (enough.Status, enough.Output + enough.Errors, less.Status));
    }

    [Theory]
    [InlineData("--format", "md")]
    [InlineData("--sequence", "1s..2s")]
    [InlineData("--capture", "links")]
    [InlineData("--snap", "full")]
    public void What_is_about_the_report_is_a_mistake_without_one(string option, string value)
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Passing), "--no-report", option, value);

        Assert.Equal(2, outcome.Status);
        Assert.StartsWith(
            $"{option} is about the report, and --no-report leaves that out: take one of the two\n", outcome.Errors,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place["reports"]));
    }
}
