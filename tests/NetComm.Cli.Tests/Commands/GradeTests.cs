using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace NetComm.Cli.Tests.Commands;

/// <summary>A class is graded whatever is handed in.</summary>
public sealed class GradeTests : GradingTests
{
    [SkippableFact]
    public void A_symbolic_link_is_a_row_that_says_so_and_gets_nothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        HandIn("anna/s.yaml", SampleScenarios.Passing);
        Directory.CreateSymbolicLink(Place["class/carol"], "anna");
        File.CreateSymbolicLink(Place["class/copy.yaml"], "anna/s.yaml");
        File.CreateSymbolicLink(Place["class/hints.yaml"], "rubric.yaml");

        Outcome outcome = Place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--json");

        Assert.Equal(
            ["anna/s.yaml", "carol", "copy.yaml", "hints.yaml"], Rows().Select(row => row.Split(',')[0]));
        Assert.All(Rows()[1..], row => Assert.Contains(",0,3.5,0,refused: a link,", row, StringComparison.Ordinal));
        Assert.Equal(
            3, outcome.Output.Split('\n').Count(line => line.Contains("it is a symbolic link, which is not followed", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public void A_name_that_a_spreadsheet_would_run_is_text()
    {
        Skip.If(OperatingSystem.IsWindows(), "files cannot have such names there");
        foreach (string name in (string[])["=1+1.yaml", "+2.yaml", "-3.yaml", "@4.yaml", "=A,1.yaml"]) HandIn(name, "scenario: Nothing\n");

        Grade();

        Assert.Equal(
            ["'+2.yaml", "'-3.yaml", "'=1+1.yaml", "\"'=A", "'@4.yaml"], Rows().Select(row => row.Split(',')[0]));
    }

    [Fact]
    public void Every_submission_gets_its_row_whatever_was_handed_in()
    {
        HandInAClass();

        Outcome outcome = Place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--timeout", "600");

        Assert.Equal("", outcome.Errors);
        Assert.Equal(0, outcome.Status);
        Approved.Text(
            "grades.csv", File.ReadAllText(Place["reports/grade-rubric/grades.csv"]).Replace("\r\n", "\n", StringComparison.Ordinal));
        Approved.Text("grades.md", File.ReadAllText(Place["reports/grade-rubric/grades.md"]));
        Approved.Text(
            "grades-screen.txt", string.Join('\n', outcome.Output.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void Each_submission_has_its_report_or_its_errors()
    {
        HandIn("anna/lab.yaml", SampleScenarios.Passing);
        HandIn("ben/lab.yaml", SampleScenarios.Wrong);

        Grade();

        Assert.Contains("anna/lab.yaml/report.html", Place.FilesIn("reports/grade-rubric"));
        Assert.Equal(
            ["ben/lab.yaml/errors.txt"], Place.FilesIn("reports/grade-rubric")
                .Where(file => file.StartsWith("ben", StringComparison.Ordinal)));
        string errors = File.ReadAllText(Place["reports/grade-rubric/ben/lab.yaml/errors.txt"]);
        Assert.StartsWith("ben/lab.yaml(2,", errors, StringComparison.Ordinal);
        Assert.Contains("\n\nben/lab.yaml(3,", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_that_a_submission_gives_itself_do_not_count()
    {
        HandIn("modest.yaml", SampleScenarios.Passing);
        HandIn("proud.yaml", SampleScenarios.Passing
            .Replace("ask.received == 10,", "{ check: ask.sent == 10, points: 1000 },", StringComparison.Ordinal));

        Grade();

        Assert.Equal(["3.5,3.5,100,graded,2,10,1,11 ms,0.5,0 %,", "3.5,3.5,100,graded,2,10,1,11 ms,0.5,0 %,"],
            Rows().Select(row => string.Join(',', row.Split(',')[3..])));
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
        HandIn("anna.yaml", SampleScenarios.Passing.Replace("name: ask", "name: query", StringComparison.Ordinal)
            .Replace("ask.", "query.", StringComparison.Ordinal));
        Grade();
        IOrderedEnumerable<KeyValuePair<string, string>> before =
            RunContent.Of(Place, "reports/grade-rubric/anna.yaml").OrderBy(file => file.Key);

        Outcome outcome = Place.Run("report", "reports/grade-rubric/anna.yaml");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("there is no flow", before.Single(file => file.Key == "report.html").Value, StringComparison.Ordinal);
        Assert.Equal(before, RunContent.Of(Place, "reports/grade-rubric/anna.yaml").OrderBy(file => file.Key));
    }

    [Fact]
    public void A_report_tells_the_points_of_the_rubric_and_beside_them_what_the_submission_expects_of_itself()
    {
        HandIn("half.yaml", SampleScenarios.Passing.Replace("delay: 10 ms", "delay: 20 ms", StringComparison.Ordinal));
        Grade();

        Place.Run("report", "reports/grade-rubric/half.yaml", "--format", "md");

        string report = File.ReadAllText(Place["reports/grade-rubric/half.yaml/report.md"]);
        Assert.Contains(
            "> ✗ **2.5 of 3.5 points. 1 of 3 expectations failed:**\n>\n> - `ask.latency.max <= 12 ms`: measured ", report, StringComparison.Ordinal);
        Assert.Contains("Graded against the rubric **Ten packets** (`rubric.yaml` beside this report): **2.5 of 3.5 points**.", report,
            StringComparison.Ordinal);
        Assert.Matches(@"\| `ask\.received == 10` *\| *2 / 2 \| 10 *\| ✓ passed *\|", report);
        Assert.Matches(@"\| `ask\.latency\.max <= 12 ms` *\| *0 / 1 \| 21 ms *\| ✗ \*\*failed\*\* *\|", report);
        Assert.Matches(@"give no points\*\*\n\n(\|.*\n){2}\| `ask\.latency\.max == 11 ms` *\| 21 ms *\| ✗ \*\*failed\*\* *\|\n", report);
    }

    [Fact]
    public void The_command_in_a_report_gives_the_same_points_again()
    {
        HandIn("group/anna.yaml", SampleScenarios.Lucky);
        Grade();
        const string graded = "reports/grade-rubric/group/anna.yaml";
        string command = File.ReadAllLines(Place[$"{graded}/report.html"])
            .Single(line => line.Contains("netcomm grade", StringComparison.Ordinal)).Split("netcomm ")[1];

        Outcome outcome = Place.RunIn(graded, command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(("", 0), (outcome.Errors, outcome.Status));
        Assert.Equal(Rows().Single().Split(',')[3..], Rows("grade-rubric/group/again").Single().Split(',')[3..]);
        Assert.Equal(RunContent.Hash(Place[graded]), RunContent.Hash(Place["reports/grade-rubric/group/again/scenario.yaml"]));
        Grade();
        Assert.DoesNotContain(Place.FilesIn("reports/grade-rubric"), file => file.Contains("again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_grading_takes_thePlace_of_the_first_and_of_nothing_else()
    {
        HandIn("anna.yaml", SampleScenarios.Passing);
        HandIn("ben.yaml", SampleScenarios.Passing);
        Grade("--out", "class/grades");
        File.Delete(Place["class/ben.yaml"]);

        Grade("--out", "class/grades");
        File.WriteAllText(Place["class/grades/anna.yaml/remarks.txt"], "well done");
        Outcome third = Place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--out", "class/grades");

        Assert.DoesNotContain(Place.FilesIn("class/grades"), file => file.StartsWith("ben", StringComparison.Ordinal));
        Assert.Equal(2, third.Status);
        Assert.Contains("'remarks.txt' is in it", third.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Place["class/grades/anna.yaml/remarks.txt"]));
    }

    [Fact]
    public void Json_is_a_line_for_each_submission_and_nothing_else()
    {
        HandIn("anna.yaml", SampleScenarios.Passing);
        HandIn("ben.yaml", SampleScenarios.Wrong);

        Outcome outcome = Place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--json");

        JsonElement[] lines = [.. outcome.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            [("anna.yaml", 3.5m, "graded"), ("ben.yaml", 0m, "errors")],
            lines.Select(
                line => (line.GetProperty("submission").GetString()!, line.GetProperty("points").GetDecimal(),
                    line.GetProperty("status").GetString()!)));
        Assert.Equal("11 ms", lines[0].GetProperty("expectations")[1].GetProperty("actual").GetString());
        Assert.Equal("", outcome.Errors);
    }

    [Fact]
    public void Quiet_says_only_what_could_not_be_graded()
    {
        HandIn("anna.yaml", SampleScenarios.Failing);
        HandIn("ben.yaml", SampleScenarios.Wrong);

        Outcome outcome = Place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--quiet");

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
        Directory.CreateDirectory(Place["empty"]);
        Place.Scenario(Rubric.Replace("ask.loss", "ask.los", StringComparison.Ordinal), "wrong.yaml");

        Outcome outcome = Place.Run(arguments);

        Assert.Equal(2, outcome.Status);
        Assert.NotEqual("", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["class/anna.yaml", "class/rubric.yaml", "wrong.yaml"], Place.FilesIn("."));
    }

    [Fact]
    public void The_class_that_ships_is_graded_as_its_rubric_says()
    {
        string examples = Path.GetFullPath(Path.Combine(Folder(), "../../class"));

        Outcome outcome = Place.Run("grade", Path.Combine(examples, "submissions"), "--rubric", Path.Combine(examples, "rubric.yaml"));

        Assert.Equal(0, outcome.Status);
        Assert.Equal(
            ["anna.yaml,5,5,100,graded", "ben.yaml,3,5,60,graded", "carla.yaml,0,5,0,graded", "groups/dora-and-emil.yaml,0,5,0,errors"],
            Rows().Select(row => row.Split(',')).Select(row => string.Join(',', row[..1].Concat(row[3..7]))));
    }

    private void HandInAClass()
    {
        HandIn("perfect.yaml", SampleScenarios.Passing);
        HandIn("half right.yaml", SampleScenarios.Passing.Replace("delay: 10 ms", "delay: 20 ms", StringComparison.Ordinal));
        HandIn("Jürgen, Öl & Söhne/lab.yml", SampleScenarios.Passing);
        HandIn("anna/lab.yaml", SampleScenarios.Passing);
        HandIn("no-flow.yaml", SampleScenarios.Passing.Replace("name: ask", "name: asks", StringComparison.Ordinal)
            .Replace("ask.", "asks.", StringComparison.Ordinal));
        HandIn("mistakes.yaml", SampleScenarios.Wrong);
        HandIn("syntax.yaml", "scenario: [ never closed\n");
        HandIn("empty.yaml", "");
        HandIn("flood.YAML", SampleScenarios.Endless);
        HandIn("__MACOSX/._perfect.yaml", "left behind by an archive");
        HandIn("readme.txt", "no submission");
        File.WriteAllBytes(Place["class/latin1.yaml"], Encoding.Latin1.GetBytes("scenario: café\n"));
    }

    private IEnumerable<KeyValuePair<string, string>> WithoutLogs(string folder) =>
        RunContent.Of(Place, folder).Where(file => !file.Key.EndsWith("run.log", StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
