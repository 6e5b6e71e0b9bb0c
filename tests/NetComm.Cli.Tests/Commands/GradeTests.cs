using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using NetComm.Sim.Tests.Approval;
using NetComm.Sim.Tests.Tools;

namespace NetComm.Cli.Tests.Commands;

/// <summary>A class is graded whatever is handed in.</summary>
public sealed class GradeTests : IDisposable
{
    private const string Rubric = """
        rubric: Ten packets
        expect:
          - { check: ask.received == 10, points: 2 }
          - ask.latency.max <= 12 ms
          - { check: ask.loss < 2 %, points: 0.5 }

        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Every_submission_gets_its_row_whatever_was_handed_in()
    {
        HandInAClass();

        Outcome outcome = _place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--timeout", "600");

        Assert.Equal("", outcome.Errors);
        Assert.Equal(0, outcome.Status);
        Approved.Text("grades.csv", File.ReadAllText(_place["reports/grade-rubric/grades.csv"]).Replace("\r\n", "\n", StringComparison.Ordinal));
        Approved.Text("grades.md", File.ReadAllText(_place["reports/grade-rubric/grades.md"]));
        Approved.Text("grades-screen.txt", string.Join('\n', outcome.Output.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void Each_submission_has_its_report_or_its_errors()
    {
        HandIn("anna/lab.yaml", SampleScenarios.Passing);
        HandIn("ben/lab.yaml", SampleScenarios.Wrong);

        Grade();

        Assert.Contains("anna/lab.yaml/report.html", _place.FilesIn("reports/grade-rubric"));
        Assert.Equal(["ben/lab.yaml/errors.txt"], _place.FilesIn("reports/grade-rubric").Where(file => file.StartsWith("ben", StringComparison.Ordinal)));
        string errors = File.ReadAllText(_place["reports/grade-rubric/ben/lab.yaml/errors.txt"]);
        Assert.StartsWith("ben/lab.yaml(2,", errors, StringComparison.Ordinal);
        Assert.Contains("\n\nben/lab.yaml(3,", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_that_a_submission_gives_itself_do_not_count()
    {
        HandIn("modest.yaml", SampleScenarios.Passing);
        HandIn("proud.yaml", SampleScenarios.Passing.Replace("ask.received == 10,", "{ check: ask.sent == 10, points: 1000 },", StringComparison.Ordinal));

        Grade();

        Assert.Equal(["3.5,3.5,100,graded,2,1,0.5", "3.5,3.5,100,graded,2,1,0.5"], Rows().Select(row => row[(row.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public void The_same_class_gives_the_same_bytes_for_any_number_of_jobs()
    {
        HandIn("anna.yaml", SampleScenarios.Lucky);
        HandIn("ben.yaml", SampleScenarios.Passing);
        HandIn("carla.yaml", SampleScenarios.Wrong);

        Grade("--out", "one", "--jobs", "1");
        Grade("--out", "four", "--jobs", "4");

        Assert.Equal(WithoutLogs("one"), WithoutLogs("four"));
    }

    [Fact]
    public void A_report_rendered_again_is_graded_against_the_rubric_too()
    {
        HandIn("anna.yaml", SampleScenarios.Passing.Replace("name: ask", "name: query", StringComparison.Ordinal).Replace("ask.", "query.", StringComparison.Ordinal));
        Grade();
        var before = RunContent.Of(_place, "reports/grade-rubric/anna.yaml").OrderBy(file => file.Key);

        Outcome outcome = _place.Run("report", "reports/grade-rubric/anna.yaml");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("there is no flow", before.Single(file => file.Key == "report.html").Value, StringComparison.Ordinal);
        Assert.Equal(before, RunContent.Of(_place, "reports/grade-rubric/anna.yaml").OrderBy(file => file.Key));
    }

    [Fact]
    public void A_second_grading_takes_the_place_of_the_first_and_of_nothing_else()
    {
        HandIn("anna.yaml", SampleScenarios.Passing);
        HandIn("ben.yaml", SampleScenarios.Passing);
        Grade("--out", "class/grades");
        File.Delete(_place["class/ben.yaml"]);

        Grade("--out", "class/grades");
        File.WriteAllText(_place["class/grades/anna.yaml/remarks.txt"], "well done");
        Outcome third = _place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--out", "class/grades");

        Assert.DoesNotContain(_place.FilesIn("class/grades"), file => file.StartsWith("ben", StringComparison.Ordinal));
        Assert.Equal(2, third.Status);
        Assert.Contains("'remarks.txt' is in it", third.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(_place["class/grades/anna.yaml/remarks.txt"]));
    }

    [Fact]
    public void A_run_that_takes_too_long_is_ended_and_the_next_one_graded()
    {
        HandIn("anna.yaml", "duration: 1 h\n" + SampleScenarios.Passing.Replace("count: 10", $"port: {FreePort()}", StringComparison.Ordinal));
        HandIn("ben.yaml", SampleScenarios.Passing.Replace("count: 10", $"count: 10, port: {FreePort()}", StringComparison.Ordinal));
        File.WriteAllText(_place["class/rubric.yaml"], "mode: loopback\n" + Rubric);

        Grade("--timeout", "5");

        Assert.StartsWith("anna.yaml,0,3.5,0,timed out,", Rows()[0], StringComparison.Ordinal);
        Assert.Contains(",graded,2,", Rows()[1], StringComparison.Ordinal);
        Assert.Equal("it took more than 5 s of real time\n", File.ReadAllText(_place["reports/grade-rubric/anna.yaml/errors.txt"]));
    }

    [Fact]
    public void Json_is_a_line_for_each_submission_and_nothing_else()
    {
        HandIn("anna.yaml", SampleScenarios.Passing);
        HandIn("ben.yaml", SampleScenarios.Wrong);

        Outcome outcome = _place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--json");

        JsonElement[] lines = [.. outcome.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([("anna.yaml", 3.5m, "graded"), ("ben.yaml", 0m, "errors")], lines.Select(line => (line.GetProperty("submission").GetString()!, line.GetProperty("points").GetDecimal(), line.GetProperty("status").GetString()!)));
        Assert.Equal("11 ms", lines[0].GetProperty("expectations")[1].GetProperty("actual").GetString());
        Assert.Equal("", outcome.Errors);
    }

    [Fact]
    public void Quiet_says_only_what_could_not_be_graded()
    {
        HandIn("anna.yaml", SampleScenarios.Failing);
        HandIn("ben.yaml", SampleScenarios.Wrong);

        Outcome outcome = _place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--quiet");

        Assert.Equal("", outcome.Output);
        Assert.Equal("ben.yaml: errors: line 2: host 'bob': unknown key 'addres' (and 1 more)", outcome.Errors.Trim());
        Assert.Equal(0, outcome.Status);
    }

    [Theory]
    [InlineData("grade", "class")]
    [InlineData("grade", "class", "--rubric", "nowhere.yaml")]
    [InlineData("grade", "class", "--rubric", "wrong.yaml")]
    [InlineData("grade", "nowhere", "--rubric", "class/rubric.yaml")]
    [InlineData("grade", "empty", "--rubric", "class/rubric.yaml")]
    [InlineData("grade", "class", "--rubric", "class/rubric.yaml", "--jobs", "0")]
    [InlineData("grade", "class", "--rubric", "class/rubric.yaml", "--timeout", "long")]
    [InlineData("grade", "class", "--rubric", "class/rubric.yaml", "--out", ".")]
    [InlineData("grade", "class", "--rubric", "class/rubric.yaml", "--out", "class")]
    public void A_wrong_rubric_or_command_line_gives_2_and_starts_nothing(params string[] arguments)
    {
        HandIn("anna.yaml", SampleScenarios.Passing);
        Directory.CreateDirectory(_place["empty"]);
        _place.Scenario(Rubric.Replace("ask.loss", "ask.los", StringComparison.Ordinal), "wrong.yaml");

        Outcome outcome = _place.Run(arguments);

        Assert.Equal(2, outcome.Status);
        Assert.NotEqual("", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["class/anna.yaml", "class/rubric.yaml", "wrong.yaml"], _place.FilesIn("."));
    }

    [SkippableFact]
    public void An_interrupted_grading_says_who_was_not_graded_and_leaves_the_complete_one_alone()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        string kill = ExternalTool.Require("kill");
        HandIn("anna.yaml", SampleScenarios.Passing);
        Grade();
        string[] before = _place.FilesIn("reports/grade-rubric");
        HandIn("ben.yaml", SampleScenarios.Lonely.Replace("duration: 2 s", "duration: 1 h", StringComparison.Ordinal));
        HandIn("carla.yaml", SampleScenarios.Passing);
        File.WriteAllText(_place["class/rubric.yaml"], "mode: loopback\n" + Rubric);

        using Process process = _place.StartListening("grade", "class", "--rubric", "class/rubric.yaml", "--timeout", "3600");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        SpinWait.SpinUntil(() => process.HasExited || _place.FilesIn("reports").Any(file => file.EndsWith("part/ben.yaml/run.log", StringComparison.Ordinal)));
        Process.Start(kill, ["-INT", $"{process.Id}"])!.WaitForExit();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("not graded", output.GetAwaiter().GetResult(), StringComparison.Ordinal);
        Assert.Equal(before, _place.FilesIn("reports/grade-rubric"));
        Assert.Equal(["graded", "not graded", "not graded"], Rows("grade-rubric-incomplete").Select(row => row.Split(',')[4]));
    }

    [Fact]
    public void The_class_that_ships_is_graded_as_its_rubric_says()
    {
        string examples = Path.GetFullPath(Path.Combine(Folder(), "../../class"));

        Outcome outcome = _place.Run("grade", Path.Combine(examples, "submissions"), "--rubric", Path.Combine(examples, "rubric.yaml"));

        Assert.Equal(0, outcome.Status);
        Assert.Equal(["anna.yaml,5,5,100,graded", "ben.yaml,3,5,60,graded", "carla.yaml,0,5,0,graded", "groups/dora-and-emil.yaml,0,5,0,errors"], Rows().Select(row => row[..row.LastIndexOf(',', row.LastIndexOf(',', row.LastIndexOf(',') - 1) - 1)]));
    }

    private void HandInAClass()
    {
        HandIn("perfect.yaml", SampleScenarios.Passing);
        HandIn("half right.yaml", SampleScenarios.Passing.Replace("delay: 10 ms", "delay: 20 ms", StringComparison.Ordinal));
        HandIn("Jürgen, Öl & Söhne/lab.yml", SampleScenarios.Passing);
        HandIn("anna/lab.yaml", SampleScenarios.Passing);
        HandIn("no-flow.yaml", SampleScenarios.Passing.Replace("name: ask", "name: asks", StringComparison.Ordinal).Replace("ask.", "asks.", StringComparison.Ordinal));
        HandIn("mistakes.yaml", SampleScenarios.Wrong);
        HandIn("syntax.yaml", "scenario: [ never closed\n");
        HandIn("empty.yaml", "");
        HandIn("flood.YAML", SampleScenarios.Endless);
        HandIn("__MACOSX/._perfect.yaml", "left behind by an archive");
        HandIn("readme.txt", "no submission");
        File.WriteAllBytes(_place["class/latin1.yaml"], Encoding.Latin1.GetBytes("scenario: café\n"));
    }

    private void HandIn(string name, string text)
    {
        string path = _place[$"class/{name}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.WriteAllText(_place["class/rubric.yaml"], Rubric);
    }

    private static int FreePort()
    {
        using var socket = new UdpClient(0, AddressFamily.InterNetwork);
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    private void Grade(params string[] options)
    {
        Outcome outcome = _place.Run(["grade", "class", "--rubric", "class/rubric.yaml", .. options]);
        Assert.Equal(("", 0), (outcome.Errors, outcome.Status));
    }

    private IEnumerable<KeyValuePair<string, string>> WithoutLogs(string folder) =>
        RunContent.Of(_place, folder).Where(file => !file.Key.EndsWith("run.log", StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal);

    /// <summary>The rows of the grades, without the header.</summary>
    private string[] Rows(string grading = "grade-rubric") =>
        File.ReadAllText(_place[$"reports/{grading}/grades.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
