namespace NetComm.Cli.Tests.Endings;

/// <summary>A pipe in the place of a file that an earlier command wrote is refused: nobody waits for what never comes.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private const string Swept = "sweep: { vary: { links.wire.delay: [10 ms, 20 ms] }, measure: [ask.loss] }\n";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableTheory]
    [InlineData("runs.jsonl", "merge", "shard", "--out", "merged")]
    [InlineData("scenario.yaml", "merge", "shard", "--out", "merged")]
    [InlineData("runs.jsonl", "sweep", "small.yaml", "--resume", "--out", "shard")]
    public void In_the_folder_of_a_sweep(string file, params string[] command)
    {
        Assert.Equal(1, _place.Run("sweep", _place.Scenario(SampleScenarios.Passing + Swept), "--quiet", "--out", "shard").Status);

        AssertRefused($"shard/{file}", command);
    }

    [SkippableFact]
    public void In_place_of_the_lock_of_a_sweep()
    {
        Directory.CreateDirectory(_place["shard-incomplete"]);
        File.WriteAllText(_place["shard-incomplete/sweep.lock"], "");
        File.WriteAllText(_place["shard-incomplete/runs.jsonl"], "");
        _place.Scenario(SampleScenarios.Passing + Swept);

        AssertRefused("shard-incomplete/sweep.lock", "sweep", "small.yaml", "--out", "shard");
    }

    [SkippableTheory]
    [InlineData("scenario.yaml", "diff", "run", "other")]
    [InlineData("scenario.yaml", "run", "small.yaml", "--quiet", "--out", "run")]
    [InlineData("run.log", "report", "run")]
    [InlineData("captures/bob.pcapng", "report", "run")]
    public void In_the_folder_of_a_run(string file, params string[] command)
    {
        string scenario = _place.Scenario(SampleScenarios.Passing);
        foreach (string folder in (string[])["run", "other"])
            Assert.Equal(0, _place.Run("run", scenario, "--quiet", "--out", folder).Status);

        AssertRefused($"run/{file}", command);
    }

    private void AssertRefused(string file, params string[] command)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no pipes that paths lead to on this system");
        File.Delete(_place[file]);
        Assert.Equal(0, ExternalTool.Run("mkfifo", _place[file]).ExitCode);

        Outcome outcome = _place.RunProgram(
            "timeout", ["-s", "KILL", "60", "dotnet", Workplace.Command, .. command]);

        Assert.Equal(2, outcome.Status);
        Assert.Contains("this is a pipe or device, not a regular file", outcome.Errors, StringComparison.Ordinal);
    }
}
