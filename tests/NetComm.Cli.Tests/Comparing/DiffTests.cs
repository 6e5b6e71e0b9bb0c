namespace NetComm.Cli.Tests.Comparing;

/// <summary>Two finished runs beside each other: the first event in which they part, and the figures that differ.</summary>
public sealed class DiffTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Equal_runs_give_0()
    {
        Run("one");
        Run("other");

        Outcome outcome = _place.Run("diff", "one", "other");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        string end = $"the events are the same: {RunContent.Hash(_place["one"])}\nno figure differs\n";
        Assert.EndsWith(end, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_the_same_only_where_their_traces_are_whole()
    {
        Run("one");
        Run("other");
        byte[] whole = File.ReadAllBytes(_place["other/trace.jsonl.gz"]);
        File.WriteAllBytes(_place["other/trace.jsonl.gz"], whole[..(whole.Length / 2)]);

        Outcome outcome = _place.Run("diff", "one", "other");

        Assert.Equal(2, outcome.Status);
        Assert.StartsWith("other: trace.jsonl.gz: ", outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("the events are the same", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_changed_value_gives_1_and_names_the_line_the_event_and_the_figures()
    {
        Run("one");
        Run("other", "--set", "links.wire.delay=11 ms");

        Outcome outcome = _place.Run("diff", "one", "other");

        Assert.Equal(1, outcome.Status);
        string[] lines = outcome.Output.Split('\n');
        Assert.Equal("the scenarios differ, first in line 3:", lines[2]);
        Assert.Contains("delay: 11 ms", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("they part at event ", lines[5], StringComparison.Ordinal);
        Assert.Contains("\"time\":11000000000,\"event\":\"Delivered\"", lines[6], StringComparison.Ordinal);
        Assert.Contains("\"time\":12000000000,\"event\":\"Delivered\"", lines[7], StringComparison.Ordinal);
        Assert.Contains(lines, line => Words(line) is ["ask", "latency.p50", "11", "ms", "12", "ms", "+1", "ms"]);
        Assert.DoesNotContain(lines, line => line.Contains("received", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_without_a_trace_compare_their_figures_only_and_say_so()
    {
        Run("one");
        Run("bare", "--no-report", "--set", "links.wire.delay=11 ms");

        Outcome outcome = _place.Run("diff", "one", "bare");

        Assert.Equal(1, outcome.Status);
        Assert.Contains(
            "the events differ, but where cannot be shown: 'bare' holds no trace.jsonl.gz, so only figures are compared\n", outcome.Output,
            StringComparison.Ordinal);
        Assert.Contains("latency.p50", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_with_nothing_in_common_are_refused()
    {
        Run("one");
        string other = SampleScenarios.Passing.Replace("alice", "carol", StringComparison.Ordinal)
            .Replace("bob", "dave", StringComparison.Ordinal).Replace("ask", "tell", StringComparison.Ordinal)
            .Replace("wire", "core", StringComparison.Ordinal);
        _place.Run("run", _place.Scenario(other, "other.yaml"), "--out", "other");

        Outcome outcome = _place.Run("diff", "one", "other");

        Assert.Equal(2, outcome.Status);
        Assert.StartsWith("these runs have nothing in common: ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_refused()
    {
        Run("one");

        Outcome outcome = _place.Run("diff", "one", ".");

        Assert.Equal((2, "'.' is not a run's folder: it holds no summary.json and scenario.yaml\n"), (outcome.Status, outcome.Errors));
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void Run(string folder, params string[] options) =>
        _place.Run(["run", _place.Scenario(SampleScenarios.Passing), "--out", folder, .. options]);
}
