using System.Diagnostics;
using System.Text.Json;

namespace NetComm.Cli.Tests.Commands;

/// <summary>Sweeps: the same bytes however they were run, and nothing lost where they were cut off.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Whole = "reports/small/sweep-seed1";

    private static readonly string Lossy = SampleScenarios.Lucky +
        """
        sweep:
          vary: { links.wire.loss: [1 %, 10 %, 30 %], links.wire.delay: { from: 5 ms, to: 20 ms, step: 15 ms } }
          replications: 6
          measure: [ask.loss, ask.latency.p95]

        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_sweep_writes_its_runs_its_points_and_a_report()
    {
        Outcome outcome = _place.Run("sweep", _place.Scenario(Lossy));

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        Assert.Contains("36 runs of 6 points, seeds from 1; mean ± 95 % interval", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["points.csv", "report.html", "runs.csv", "runs.jsonl", "scenario.yaml", "sweep.json"],
            _place.FilesIn(Whole).Where(file => !file.Contains('/', StringComparison.Ordinal)));
        string[] runs = File.ReadAllLines(_place[$"{Whole}/runs.csv"]);
        Assert.Equal(37, runs.Length);
        Assert.Equal("point,replication,seed,links.wire.loss,links.wire.delay,ask.loss,ask.latency.p95", runs[0]);
        Assert.StartsWith("2,3,3,1 %,20 ms,", runs[9], StringComparison.Ordinal);
        Assert.Equal("point,links.wire.loss,links.wire.delay,metric,n,mean,stddev,low,high",
            File.ReadLines(_place[$"{Whole}/points.csv"]).First());
    }

    [Fact]
    public void Points_that_stay_less_known_than_was_asked_are_told()
    {
        const string few = "replications: 2\n  max-replications: 3\n  until: { metric: ask.loss, within: 0.1 % }";
        string file = _place.Scenario(Lossy.Replace("replications: 6", few, StringComparison.Ordinal));

        Outcome outcome = _place.Run("sweep", file);

        const string said = "points ask.loss is not known within 0.1 % after 3 runs (max-replications)";
        Assert.Contains(said, outcome.Output, StringComparison.Ordinal);
        Assert.Contains(said, File.ReadAllText(_place[$"{Whole}/report.html"]), StringComparison.Ordinal);
        Assert.DoesNotContain(said, _place.Run("sweep", _place.Scenario(Lossy)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_a_sweep_is_the_run_that_the_command_line_makes()
    {
        _place.Run("sweep", _place.Scenario(Lossy));

        string[] values = ["--seed", "3", "--set", "links.wire.loss=10 %", "--set", "links.wire.delay=20 ms"];
        Outcome single = _place.Run(["run", "small.yaml", .. values, "--json", "--no-report"]);

        JsonElement flow = JsonDocument.Parse(single.Output).RootElement.GetProperty("flows")[0];
        string loss = flow.GetProperty("loss").GetRawText();
        Assert.Contains(File.ReadLines(_place[$"{Whole}/runs.csv"]),
            line => line.StartsWith($"4,3,3,10 %,20 ms,{loss},", StringComparison.Ordinal));
    }

    [Fact]
    public void Merged_shards_are_the_same_bytes_as_the_sweep()
    {
        string file = _place.Scenario(Lossy);
        _place.Run("sweep", file);
        for (int shard = 1; shard <= 5; shard++) _place.Run("sweep", file, "--shard", $"{shard}/5", "--quiet");

        string[] shards = [.. Enumerable.Range(1, 5).Select(shard => $"{Whole}-shard-{shard}-of-5")];
        Outcome lacking = _place.Run(["merge", .. shards[..3], "--out", "merged"]);
        Outcome merged = _place.Run(["merge", .. shards.Reverse(), "--out", "merged"]);

        Assert.Equal((2, "shard 4, 5 of 5 is missing: there are 21 of 36 runs\n"), (lacking.Status, lacking.Errors));
        Assert.Equal(0, merged.Status);
        AssertSameFiles(Whole, "merged");
    }

    [SkippableFact]
    public void A_sweep_that_was_killed_is_resumed_and_nothing_is_run_twice()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        string file = _place.Scenario(Lossy.Replace("replications: 6", "replications: 150", StringComparison.Ordinal));
        _place.Run("sweep", file, "--out", "whole", "--quiet");

        string journal = _place["cut-incomplete/runs.jsonl"];
        using (Process sweep = _place.Start("sweep", file, "--out", "cut", "--jobs", "1", "--quiet"))
        {
            for (int wait = 0; wait < 3000 && (!File.Exists(journal) || Lines(journal) < 20); wait++) sweep.WaitForExit(10);
            sweep.Kill();
            sweep.WaitForExit();
        }

        int kept = Lines(journal) - 1;
        File.AppendAllText(journal, "{\"point\":6,\"replica");
        Outcome resumed = _place.Run("sweep", file, "--out", "cut", "--resume");

        Assert.InRange(kept, 1, 899);
        Assert.StartsWith($"{kept} runs are done already\n", resumed.Output, StringComparison.Ordinal);
        AssertSameFiles("whole", "cut");
        Assert.False(Directory.Exists(_place["cut-incomplete"]));
    }

    [Fact]
    public void A_complete_sweep_is_not_run_again_to_be_resumed()
    {
        string file = _place.Scenario(Lossy);
        _place.Run("sweep", file);
        DateTime written = File.GetLastWriteTimeUtc(_place[$"{Whole}/runs.csv"]);

        Outcome again = _place.Run("sweep", file, "--resume");

        Assert.Equal(0, again.Status);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_place[$"{Whole}/runs.csv"]));
    }

    [Fact]
    public void What_another_sweep_left_is_not_resumed()
    {
        string file = _place.Scenario(Lossy);
        _place.Run("sweep", file, "--out", "here");
        Directory.Move(_place["here"], _place["here-incomplete"]);

        Outcome other = _place.Run("sweep", file, "--out", "here", "--resume", "--seed", "9");

        Assert.Equal(2, other.Status);
        Assert.Contains(
            "holds a sweep of another scenario, or of the same with other values, which cannot be resumed with this one", other.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_do_not_work_in_one_folder()
    {
        string file = _place.Scenario(Lossy);
        Directory.CreateDirectory(_place["here-incomplete"]);
        using var held = new FileStream(_place["here-incomplete/sweep.lock"], FileMode.Create, FileAccess.Write, FileShare.None);

        Outcome second = _place.Run("sweep", file, "--out", "here");

        Assert.Equal(2, second.Status);
        Assert.Contains("another sweep is at work in", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_status_is_the_highest_of_its_runs()
    {
        string file = _place.Scenario(Lossy + "expect: [ ask.loss < 15 % ]\n");

        Outcome outcome = _place.Run("sweep", file);

        Assert.Equal(1, outcome.Status);
        Assert.Contains("24 of 36 runs passed all expectations", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("2")]
    [InlineData("1/2/3")]
    public void A_shard_is_one_of_so_many(string shard)
    {
        Outcome outcome = _place.Run("sweep", _place.Scenario(Lossy), "--shard", shard);

        Assert.Equal(2, outcome.Status);
        Assert.Contains($"--shard must be K/N with K from 1 to N, slurm, slurm/N or kubernetes/N, but was '{shard}'", outcome.Errors, StringComparison.Ordinal);
    }

    private static int Lines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream).ReadToEnd().Count(c => c == '\n');
    }

    private byte[] Bytes(string folder, string file) => File.ReadAllBytes(_place[$"{folder}/{file}"]);

    private void AssertSameFiles(string one, string other)
    {
        Assert.Equal(_place.FilesIn(one), _place.FilesIn(other));
        Assert.All(_place.FilesIn(one), file => Assert.True(Bytes(one, file).AsSpan().SequenceEqual(Bytes(other, file)), file));
    }
}
