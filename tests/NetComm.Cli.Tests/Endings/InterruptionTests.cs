using System.Diagnostics;
using System.Text.Json;

namespace NetComm.Cli.Tests.Endings;

/// <summary>
/// Ctrl-C ends a run early: what was measured is written as far as there is time, marked incomplete, and destroys nothing.
/// </summary>
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

        Outcome outcome = InterruptInTime(kill, signal, HasSent, "run", file, "--json", "--no-report");

        Assert.Equal(
            ["small/simulated-seed1-incomplete/run.log", "small/simulated-seed1-incomplete/scenario.yaml",
                "small/simulated-seed1-incomplete/summary.json"], _place.FilesIn("reports"));
        Assert.False(JsonDocument.Parse(outcome.Output).RootElement.GetProperty("complete").GetBoolean());
    }

    [SkippableFact]
    public void An_interrupted_run_writes_what_there_is_time_for_and_leaves_the_complete_one_alone()
    {
        string kill = Tool();
        _place.Run("run", _place.Scenario(SampleScenarios.Passing));
        string before = RunContent.Hash(_place["reports/small/simulated-seed1"]);
        string file = _place.Scenario(SampleScenarios.Endless);

        Outcome outcome = InterruptInTime(kill, "-INT", HasSent, "run", file, "--json");

        string[] written = _place.FilesIn("reports/small/simulated-seed1-incomplete");
        Assert.Contains("summary.json", written);
        if (written.Contains("trace.jsonl.gz"))
            Assert.Equal(0, _place.Run("report", _place["reports/small/simulated-seed1-incomplete"]).Status);
        if (!written.Contains("report.html"))
            Assert.Matches("the interruption left no time to write .*report", outcome.Errors);
        Assert.Equal(before, RunContent.Hash(_place["reports/small/simulated-seed1"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_place["reports/small"]).Length);
    }

    [SkippableFact]
    public void A_run_ends_also_where_no_virtual_time_passes()
    {
        string kill = Tool();
        string file = _place.Scenario(SampleScenarios.Spinning);

        Outcome outcome = InterruptInTime(kill, "-INT", output => output.Length > 0, "run", file, "--json", "--no-report");

        Assert.Equal(0, JsonDocument.Parse(outcome.Output).RootElement.GetProperty("simulatedSeconds").GetDouble());
    }

    [SkippableTheory]
    [InlineData("sweep", "small.yaml")]
    [InlineData("compare", "small.yaml")]
    [InlineData("grade", "class", "--rubric", "rubric.yaml")]
    [InlineData("worker", "--join", "127.0.0.1:9")]
    [InlineData("watch", "small.yaml")]
    public void Each_command_ends_with_130_and_nothing_that_looks_complete(params string[] command)
    {
        string kill = Tool();
        Directory.CreateDirectory(_place["class"]);
        string endless = SampleScenarios.Endless + "sweep: { vary: { seed: [1, 2] }, measure: [ flood.loss ] }\n";
        foreach (string name in (string[])["small.yaml", "class/anna.yaml"]) _place.Scenario(endless, name);
        _place.Scenario("rubric: All\nexpect: [ flood.loss < 1 % ]\n", "rubric.yaml");
        using Process process = _place.StartListening(command[0] == "worker" ? command : [.. command, "--out", "out/x"]);
        try
        {
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            while (command[0] is "sweep" or "grade" && !Directory.Exists(_place["out"])) Thread.Yield();
            if (command[0] is not ("sweep" or "grade")) process.WaitForExit(TimeSpan.FromSeconds(2));
            Process.Start(kill, ["-INT", $"{process.Id}"])!.WaitForExit();
            Assert.True(process.WaitForExit(Patience), "it goes on in spite of Ctrl-C");
            Assert.Equal(130, process.ExitCode);
            Assert.False(Directory.Exists(_place["out/x"]));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
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

    private static bool HasSent(string output) =>
        output.Length > 0 && JsonDocument.Parse(output).RootElement.GetProperty("flows")[0].GetProperty("sent").GetInt64() > 0;

    /// <summary>
    /// Interrupts it a little later than that; later still where the machine was so busy that the run had not come far enough, and once
    /// more where the command was given up.
    /// </summary>
    private Outcome InterruptInTime(string kill, string signal, Func<string, bool> isFarEnough, params string[] arguments)
    {
        for (int time = 1; ; time++)
        {
            Outcome outcome = Interrupt(kill, signal, TimeSpan.FromSeconds(0.2) * time, arguments);
            Assert.Equal(130, outcome.Status);
            if (isFarEnough(outcome.Output)) return outcome;
            Assert.True(time < 20, $"the command never ends by itself: {outcome.Errors}");
        }
    }

    private Outcome Interrupt(string kill, string signal, params string[] arguments) =>
        Interrupt(kill, signal, TimeSpan.Zero, arguments);

    /// <summary>Waits until the log on standard error says that the run begins, and for so long, and sends the signal.</summary>
    private Outcome Interrupt(string kill, string signal, TimeSpan later, params string[] arguments)
    {
        using Process process = _place.StartListening(arguments);
        try
        {
            // Before it stands what is told of the run's size.
            string begins = "";
            while (!begins.Contains(" begins: ", StringComparison.Ordinal) && process.StandardError.ReadLine() is { } line) begins += line;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            process.WaitForExit(later);
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
