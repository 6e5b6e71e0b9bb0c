using System.IO.Compression;
using System.Text;

namespace NetComm.Cli.Tests.Commands;

/// <summary>A finished run can be run again and rendered again from its folder.</summary>
public sealed class ReplayTests : IClassFixture<ReplayTests.Finished>, IDisposable
{
    /// <summary>One run, made once; each test works on a copy of its folder.</summary>
    public sealed class Finished : IDisposable
    {
        private readonly Workplace _place = new();

        public Finished() => _place.Run("run", _place.Scenario(SampleScenarios.Lucky), "--seed", "77", "--out", "run");

        internal void CopyTo(Workplace place)
        {
            foreach (string file in _place.FilesIn("."))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(place[file])!);
                File.Copy(_place[file], place[file]);
            }
        }

        public void Dispose() => _place.Dispose();
    }

    private readonly Workplace _place = new();

    public ReplayTests(Finished finished) => finished.CopyTo(_place);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_report_is_not_rendered_from_within_the_folder_that_it_replaces()
    {
        foreach (string file in _place.FilesIn("run").Where(file => !file.Contains('/', StringComparison.Ordinal)))
            File.Move(_place["run/" + file], _place[file]);
        File.Delete(_place["small.yaml"]);
        Directory.Delete(_place["run"], recursive: true);

        Outcome outcome = _place.Run("report", ".");

        Assert.Equal(2, outcome.Status);
        Assert.Contains(
            "the current folder cannot be replaced by a run's; go to the folder above it", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(0, _place.Run("replay", ".").Status);
    }

    [Fact]
    public void A_replay_gives_the_same_trace_and_writes_nothing()
    {
        string[] before = _place.FilesIn(".");

        Outcome outcome = _place.Run("replay", "run");

        Assert.Equal(($"same: {RunContent.Hash(_place["run"])}\n", 0), (outcome.Output, outcome.Status));
        Assert.Equal(before, _place.FilesIn("."));
    }

    [Fact]
    public void A_replay_that_departs_shows_the_first_event_at_which_it_does()
    {
        string scenario = File.ReadAllText(_place["run/scenario.yaml"]);
        File.WriteAllText(_place["run/scenario.yaml"], scenario.Replace("delay: 10 ms", "delay: 11 ms", StringComparison.Ordinal));

        Outcome outcome = _place.Run("replay", "run");

        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("different: ", outcome.Output, StringComparison.Ordinal);
        string[] lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Contains("\"Delivered\"", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"Delivered\"", lines[3], StringComparison.Ordinal);
        Assert.NotEqual(lines[2].Replace("run:   ", "replay:", StringComparison.Ordinal), lines[3]);
    }

    [Fact]
    public void A_run_without_a_trace_can_be_replayed_too()
    {
        _place.Run("run", "small.yaml", "--out", "bare", "--no-report");

        Outcome outcome = _place.Run("replay", "bare");

        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public void A_replay_can_be_written_as_a_run()
    {
        Outcome outcome = _place.Run("replay", "run", "--out", "again");

        Assert.Equal(0, outcome.Status);
        Assert.Equal(RunContent.Of(_place, "run"), RunContent.Of(_place, "again"));
    }

    [Fact]
    public void A_report_is_rendered_again_from_scenario_and_trace()
    {
        IReadOnlyDictionary<string, string> before = RunContent.Of(_place, "run");
        string facts = File.ReadAllText(_place["run/summary.json"]);
        foreach (string file in (string[])["report.html", "packets.csv", "charts/ask-latency.svg"])
            File.Delete(_place[$"run/{file}"]);

        Outcome outcome = _place.Run("report", "run");

        Assert.Equal(0, outcome.Status);
        Assert.Equal(before, RunContent.Of(_place, "run"));
        Assert.Equal(facts, File.ReadAllText(_place["run/summary.json"]));
    }

    [Fact]
    public void A_simulated_run_is_repeated_as_it_was_and_takes_no_settings()
    {
        Outcome outcome = _place.Run("replay", "run", "--set", "links.wire.loss=5%");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("a simulated run must come out the same", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_trace_is_noticed()
    {
        string summary = File.ReadAllText(_place["run/summary.json"]);
        File.WriteAllText(_place["run/summary.json"], summary.Replace("sha256:", "sha256:0", StringComparison.Ordinal));

        Outcome outcome = _place.Run("report", "run");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("changed", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("empty")]
    public void A_replay_says_same_only_of_a_run_whose_trace_is_whole(string how)
    {
        string trace = _place["run/trace.jsonl.gz"];
        byte[] whole = File.ReadAllBytes(trace);
        byte[] broken = how switch { "cut" => whole[..(whole.Length / 2)], "empty" => [], _ => [.. whole] };
        if (how == "flipped") broken[broken.Length / 2] ^= 0xFF;
        File.WriteAllBytes(trace, broken);

        Outcome outcome = _place.Run("replay", "run");

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("trace.jsonl.gz: ", outcome.Errors, StringComparison.Ordinal);
    }

    // The hash of the events is right: the header tells who they speak of.
    [Theory]
    [InlineData("report")]
    [InlineData("replay")]
    public void A_changed_header_is_noticed(string command)
    {
        ChangeHeader("\"warmUp\":0", "\"warmUp\":1");

        Outcome outcome = _place.Run(command, "run");

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("trace.jsonl.gz: its header has the hash sha256:", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_another_scenario_is_noticed_where_no_hash_of_its_header_was_written_down()
    {
        ChangeHeader("\"cast\":\"unicast\"", "\"cast\":\"anycast\"");
        string[] lines = File.ReadAllLines(_place["run/summary.json"]);
        File.WriteAllLines(_place["run/summary.json"], lines.Where(line => !line.Contains("traceHeaderHash", StringComparison.Ordinal)));

        Outcome outcome = _place.Run("report", "run");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("the flows of its header are not those of the scenario", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_trace_is_told_in_one_sentence()
    {
        File.WriteAllText(_place["run/trace.jsonl.gz"], "not a trace");

        Outcome outcome = _place.Run("report", "run");

        Assert.Equal(2, outcome.Status);
        Assert.Single(outcome.Errors.Trim().Split('\n'));
    }

    private void ChangeHeader(string from, string to)
    {
        string path = _place["run/trace.jsonl.gz"], text;
        using (var unzipped = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)))
            text = unzipped.ReadToEnd();
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        Assert.Contains(from, text[..end], StringComparison.Ordinal);
        using var zipped = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        zipped.Write(Encoding.UTF8.GetBytes(text[..end].Replace(from, to, StringComparison.Ordinal) + text[end..]));
    }
}
