using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NetComm.Cli.Tests.Commands;

/// <summary>A rubric may ask for real sockets, and then a grading takes its real time.</summary>
[Collection(RealSockets.Collection)]
public sealed class LoopbackGradeTests : GradingTests
{
    [Fact]
    public void A_run_that_takes_too_long_is_ended_and_the_next_one_graded()
    {
        HandIn("anna.yaml", "duration: 1 h\n" + SampleScenarios.Passing
            .Replace("count: 10", $"port: {FreePort()}", StringComparison.Ordinal));
        HandIn("ben.yaml", AtAFreePort(SampleScenarios.Passing));
        File.WriteAllText(Place["class/rubric.yaml"], "mode: loopback\n" + Rubric);

        Grade("--timeout", "5");

        Assert.StartsWith("anna.yaml,anna,,0,3.5,0,timed out,", Rows()[0], StringComparison.Ordinal);
        Assert.Contains(",graded,2,", Rows()[1], StringComparison.Ordinal);
        Assert.Equal("it took more than 5 s of real time\n", File.ReadAllText(Place["reports/grade-rubric/anna.yaml/errors.txt"]));
    }

    [SkippableFact]
    public void An_interrupted_grading_says_who_was_not_graded_and_leaves_the_complete_one_alone()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        string kill = ExternalTool.Require("kill");
        HandIn("anna.yaml", AtAFreePort(SampleScenarios.Passing));
        Grade();
        string[] before = Place.FilesIn("reports/grade-rubric");
        HandIn("ben.yaml", SampleScenarios.Lonely.Replace("duration: 2 s", "duration: 1 h", StringComparison.Ordinal));
        HandIn("carla.yaml", AtAFreePort(SampleScenarios.Passing));
        File.WriteAllText(Place["class/rubric.yaml"], "mode: loopback\n" + Rubric);

        using Process process = Place.StartListening("grade", "class", "--rubric", "class/rubric.yaml", "--timeout", "3600");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        SpinWait.SpinUntil(() => process.HasExited
            || Place.FilesIn("reports").Any(file => file.EndsWith("part/ben.yaml/run.log", StringComparison.Ordinal)));
        Process.Start(kill, ["-INT", $"{process.Id}"])!.WaitForExit();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("not graded", output.GetAwaiter().GetResult(), StringComparison.Ordinal);
        Assert.Equal(before, Place.FilesIn("reports/grade-rubric"));
        Assert.Equal(["graded", "not graded", "not graded"], Rows("grade-rubric-incomplete").Select(row => row.Split(',')[6]));
    }

    private static string AtAFreePort(string scenario) =>
        scenario.Replace("count: 10", $"count: 10, port: {FreePort()}", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var socket = new UdpClient(0, AddressFamily.InterNetwork);
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }
}
