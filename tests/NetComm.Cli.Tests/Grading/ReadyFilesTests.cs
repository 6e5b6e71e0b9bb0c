using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetComm.Cli.Tests.Commands;

namespace NetComm.Cli.Tests.Grading;

/// <summary>The files under scenarios/grading do what they say, as far as that can be tried without GitHub and Gradescope.</summary>
public sealed class ReadyFilesTests : GradingTests
{
    [SkippableFact]
    public void The_action_gives_points_a_summary_and_what_github_classroom_reads()
    {
        string shell = Shell();
        HandIn("lab.yaml", SampleScenarios.Passing.Replace("delay: 10 ms", "delay: 20 ms", StringComparison.Ordinal));
        File.WriteAllText(Place["run.sh"], ScriptOf(".github/actions/netcomm-grade/action.yml"));

        Outcome outcome = Place.RunProgram(
            [Found("netcomm"), ("SUBMISSIONS", "class/lab.yaml\n"), ("RUBRIC", "class/rubric.yaml"), ("OUT", "grades"),
                ("RUNNER_TEMP", Place["."]), ("GITHUB_STEP_SUMMARY", Place["summary.md"]), ("GITHUB_OUTPUT", Place["output.txt"])],
            shell, "--noprofile", "--norc", "-eo", "pipefail", "run.sh");

        Assert.Equal(("", 0), (outcome.Errors, outcome.Status));
        Assert.StartsWith("# Ten packets\n", File.ReadAllText(Place["summary.md"]), StringComparison.Ordinal);
        string[] output = File.ReadAllLines(Place["output.txt"]);
        Assert.Equal(["points=2.5", "of=3.5"], output[..2]);
        // autograding-grading-reporter reads base64 of JSON: status, max_score, and the score of each test.
        using JsonDocument result = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(output[2]["result=".Length..])));
        Assert.Equal("fail", result.RootElement.GetProperty("status").GetString());
        Assert.Equal(3.5, result.RootElement.GetProperty("max_score").GetDouble());
        Assert.Equal([("pass", 2d), ("fail", 0d), ("pass", 0.5)], result.RootElement.GetProperty("tests").EnumerateArray()
            .Select(test => (test.GetProperty("status").GetString()!, test.GetProperty("score").GetDouble())));
    }

    [SkippableFact]
    public void The_autograder_for_gradescope_writes_the_results_of_the_best_file()
    {
        string shell = Shell();
        HandIn("x.yaml", "");
        foreach (string folder in (string[])["submission", "source", "results"]) Directory.CreateDirectory(Place[folder]);
        File.Copy(Place["class/rubric.yaml"], Place["source/rubric.yaml"]);
        Place.Scenario(SampleScenarios.Wrong, "submission/a.yaml");
        Place.Scenario(SampleScenarios.Passing, "submission/b.yaml");

        Outcome outcome = Place.RunProgram([Found("netcomm")], shell, Path.Combine(Ready(), "gradescope/run_autograder"));

        Assert.Equal(0, outcome.Status);
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Place["results/results.json"]));
        Assert.Equal(3.5, results.RootElement.GetProperty("score").GetDouble());
    }

    [Theory]
    [InlineData("grade.yml")]
    [InlineData("classroom.yml")]
    public void The_workflows_give_the_action_only_what_it_takes(string file)
    {
        string text = File.ReadAllText(Path.Combine(Ready(), ".github/workflows", file));
        string with = Regex.Match(text, @"uses: \./\.github/actions/netcomm-grade\n *with:\n((?: {10}.*\n)+)").Groups[1].Value;
        string[] given = [.. Regex.Matches(with, @"^ {10}([a-z]+):", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];

        string action = File.ReadAllText(Path.Combine(Ready(), ".github/actions/netcomm-grade/action.yml"));
        string[] inputs =
            [.. Regex.Matches(action, @"^  ([a-z]+):\n    description:", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(given);
        Assert.Empty(given.Except(inputs));
    }

    /// <summary>A folder with the command under its name stands first among those in which commands are looked for.</summary>
    private (string Name, string Value) Found(string command)
    {
        Directory.CreateDirectory(Place["bin"]);
        File.WriteAllText(Place[$"bin/{command}"], $"#!/bin/sh\nexec dotnet '{Workplace.Command}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Place[$"bin/{command}"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return ("PATH", $"{Place["bin"]}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    /// <summary>The script of the action's last step.</summary>
    private static string ScriptOf(string file)
    {
        string text = File.ReadAllText(Path.Combine(Ready(), file));
        string block = text[(text.LastIndexOf("run: |\n", StringComparison.Ordinal) + "run: |\n".Length)..];
        return string.Join('\n', block.Split('\n').Select(line => line.Length > 8 ? line[8..] : line));
    }

    private static string Shell()
    {
        Skip.If(OperatingSystem.IsWindows(), "the files are for Linux");
        ExternalTool.Require("jq");
        return ExternalTool.Require("bash");
    }

    private static string Ready([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../scenarios/grading"));
}
