namespace NetComm.Cli.Tests.Commands;

/// <summary>Which part of a run the report shows, and how it is opened.</summary>
public sealed class ReportOptionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Sequence_shows_the_part_that_was_asked_for_and_report_another()
    {
        _place.Run("run", _place.Scenario(SampleScenarios.Lucky), "--out", "run", "--sequence", "1s..1.05s");
        string asked = Sequence();

        Outcome outcome = _place.Run("report", "run", "--sequence", "2s..2.05s");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        Assert.Contains("Packets of the part that was asked for", asked, StringComparison.Ordinal);
        Assert.Contains("ask #50", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("ask #49", asked, StringComparison.Ordinal);
        Assert.Contains("ask #100", Sequence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1s", "--sequence must be two times such as '1.2s..1.5s', but was '1s'")]
    [InlineData("2s..1s", "--sequence must not end before it begins, but was '2s..1s'")]
    [InlineData("1..2s", "--sequence begin needs a unit, but was '1..2s'")]
    public void A_part_that_is_none_is_refused_before_anything_runs(string typed, string sentence)
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Passing), "--sequence", typed);

        Assert.Equal(2, outcome.Status);
        Assert.Contains(sentence, outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["small.yaml"], _place.FilesIn("."));
    }

    [SkippableFact]
    public void Open_hands_the_report_to_the_system()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The system's opener is xdg-open on Linux.");
        Directory.CreateDirectory(_place["programs"]);
        File.WriteAllText(_place["programs/xdg-open"], "#!/bin/sh\nprintf %s \"$1\" > \"$OPENED\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_place["programs/xdg-open"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = $"{_place["programs"]}:{Environment.GetEnvironmentVariable("PATH")}";

        Outcome outcome = _place.Run(
            [("PATH", path), ("OPENED", _place["opened"])], "run", _place.Scenario(SampleScenarios.Passing), "--out", "run", "--open");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        WaitForFile(_place["opened"]);
        Assert.Equal(_place["run/report.html"], File.ReadAllText(_place["opened"]));
    }

    [Fact]
    public void A_run_that_writes_over_100_MB_says_so_before_it_starts()
    {
        string large = SampleScenarios.Endless.Replace("24 h", "50 s", StringComparison.Ordinal);
        string figures = _place.Scenario(large, "large.yaml"), wrong = _place.Scenario("scenario: Wrong\nhosts: 3\n", "wrong.yaml");

        Outcome outcome = _place.Run("run", figures, "--no-report", "--set", "duration=1 ms");
        Outcome nothing = _place.Run("run", figures, wrong);

        Assert.DoesNotContain("MB", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MB", nothing.Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "large.yaml: this run will send about 5\u202f000\u202f000 packets and write about 2\u202f300 MB", FirstLineOf(figures),
            StringComparison.Ordinal);
    }

    private string Sequence() => File.ReadAllText(_place["run/charts/sequence.svg"]);

    /// <summary>The first that a command says; then it is ended.</summary>
    private string FirstLineOf(string scenario)
    {
        using System.Diagnostics.Process process = _place.Start("run", scenario);
        string? line = process.StandardOutput.ReadLine();
        process.Kill();
        process.WaitForExit();
        return line ?? "";
    }

    /// <summary>The system's opener is not waited for by the command.</summary>
    private static void WaitForFile(string file)
    {
        while (!File.Exists(file) || new FileInfo(file).Length == 0) Thread.Yield();
    }
}
