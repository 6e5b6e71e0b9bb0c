using System.Diagnostics;
using System.Text.Json;

namespace NetComm.Cli.Tests.Commands;

/// <summary>Ctrl-C ends a run early: what was measured is written, marked incomplete, and destroys nothing.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableTheory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public void A_signal_ends_the_run_incomplete_with_status_130(string signal)
    {
        string kill = Tool();
        string file = _place.Scenario(SampleScenarios.Endless);

        Outcome outcome = Interrupt(kill, signal, "run", file, "--json", "--no-report");

        Assert.Equal(130, outcome.Status);
        Assert.Equal(
            ["small/simulated-seed1-incomplete/run.log", "small/simulated-seed1-incomplete/scenario.yaml",
                "small/simulated-seed1-incomplete/summary.json"], _place.FilesIn("reports"));
        JsonElement summary = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.False(summary.GetProperty("complete").GetBoolean());
        Assert.True(summary.GetProperty("flows")[0].GetProperty("sent").GetInt64() > 0);
    }

    [SkippableFact]
    public void An_interrupted_run_writes_all_files_and_leaves_the_complete_one_alone()
    {
        string kill = Tool();
        _place.Run("run", _place.Scenario(SampleScenarios.Passing));
        string before = RunContent.Hash(_place["reports/small/simulated-seed1"]);
        string file = _place.Scenario(SampleScenarios.Endless);

        Outcome outcome = Interrupt(kill, "-INT", "run", file, "--json");

        Assert.Equal(130, outcome.Status);
        Assert.Contains("report.html", _place.FilesIn("reports/small/simulated-seed1-incomplete"));
        Assert.Contains("captures/alice.pcapng", _place.FilesIn("reports/small/simulated-seed1-incomplete"));
        Assert.Equal(before, RunContent.Hash(_place["reports/small/simulated-seed1"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_place["reports/small"]).Length);
    }

    [SkippableFact]
    public void After_an_interruption_no_further_scenario_is_run()
    {
        string kill = Tool();
        string first = _place.Scenario(SampleScenarios.Endless, "first.yaml");
        string second = _place.Scenario(SampleScenarios.Passing, "second.yaml");

        Outcome outcome = Interrupt(kill, "-INT", "run", first, second, "--json", "--no-report");

        Assert.Equal(130, outcome.Status);
        Assert.False(Directory.Exists(_place["reports/second"]));
    }

    [SkippableFact]
    public void A_killed_run_leaves_nothing_that_looks_like_a_run()
    {
        string kill = Tool();
        string file = _place.Scenario(SampleScenarios.Endless);

        Outcome outcome = Interrupt(kill, "-KILL", "run", file, "--json");

        Assert.Equal(137, outcome.Status);
        Assert.Equal("", outcome.Output);
        Assert.All(Directory.GetFileSystemEntries(_place["reports/small"]),
            path => Assert.StartsWith(".", Path.GetFileName(path), StringComparison.Ordinal));
    }

    private static string Tool()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        return ExternalTool.Require("kill");
    }

    /// <summary>Waits until the log on standard error says that the run begins, and sends the signal.</summary>
    private Outcome Interrupt(string kill, string signal, params string[] arguments)
    {
        using Process process = _place.StartListening(arguments);
        try
        {
            // Before it stands what is told of the run's size.
            string begins = "";
            while (!begins.Contains(" begins: ", StringComparison.Ordinal) && process.StandardError.ReadLine() is { } line) begins += line;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Process.Start(kill, [signal, $"{process.Id}"])!.WaitForExit();
            Assert.True(process.WaitForExit(Patience), $"it goes on in spite of {signal}");
            return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), begins + errors.GetAwaiter().GetResult());
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
