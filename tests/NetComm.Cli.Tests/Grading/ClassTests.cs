using System.Text.Json;
using System.Xml.Linq;
using NetComm.Cli.Tests.Commands;

namespace NetComm.Cli.Tests.Grading;

/// <summary>A class as Moodle and Gradescope know it is graded, and goes back to them.</summary>
public sealed class ClassTests : GradingTests
{
    private const string Anna = "Anna Öz_12345_assignsubmission_file_/lab.yaml";

    private static readonly string Late = SampleScenarios.Passing.Replace("delay: 10 ms", "delay: 20 ms", StringComparison.Ordinal);

    [Fact]
    public void Moodle_gets_a_worksheet_with_a_row_for_each_student_it_knows()
    {
        HandIn(Anna, SampleScenarios.Passing);
        HandIn("Ben_7_assignsubmission_file_/draft.yaml", Late);
        HandIn("Ben_7_assignsubmission_file_/lab.yaml", SampleScenarios.Passing);
        HandIn("Carla_8_assignsubmission_file_/lab.docx", "PK");
        HandIn("dora.yaml", SampleScenarios.Passing);

        Outcome outcome = Place.Run("grade", "class", "--rubric", "class/rubric.yaml", "--export", "moodle");

        string[] rows = File.ReadAllText(Place["reports/grade-rubric/moodle.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        // Moodle finds these columns by name: Identifier, Grade and Last modified (grade) must be there (mod/assign/feedback/offline).
        Assert.Equal("Identifier,Full name,Grade,Maximum grade,Last modified (grade),Feedback comments", rows[0]);
        Assert.StartsWith("Participant 12345,Anna Öz,3.5,3.5,,", rows[1], StringComparison.Ordinal);
        Assert.Contains("✓ ask.latency.max &lt;= 12 ms: 11 ms (1 of 1)", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("Participant 7,Ben,3.5,3.5,,", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("Participant 8,Carla,0,3.5,,", rows[3], StringComparison.Ordinal);
        Assert.Equal(4, rows.Length);
        Assert.Contains("moodle.csv lacks 1 of 5", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradescope_gets_results_for_each_submission()
    {
        HandIn("anna/lab.yaml", SampleScenarios.Passing);
        HandIn("ben/lab.docx", "PK");

        Grade("--export", "gradescope");

        using JsonDocument graded = JsonDocument.Parse(File.ReadAllText(Place["reports/grade-rubric/anna/lab.yaml/results.json"]));
        JsonElement test = graded.RootElement.GetProperty("tests")[1];
        Assert.Equal(3.5, graded.RootElement.GetProperty("score").GetDouble());
        Assert.Equal((1d, 1d, "passed", "ask.latency.max <= 12 ms", "2", "11 ms"), (
            test.GetProperty("score").GetDouble(), test.GetProperty("max_score").GetDouble(), test.GetProperty("status").GetString(),
            test.GetProperty("name").GetString(), test.GetProperty("number").GetString(), test.GetProperty("output").GetString()));
        using JsonDocument refused = JsonDocument.Parse(File.ReadAllText(Place["reports/grade-rubric/ben/lab.docx/results.json"]));
        Assert.Equal(0, refused.RootElement.GetProperty("score").GetDouble());
        Assert.Contains("a .docx file is no scenario", refused.RootElement.GetProperty("output").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Place.Run("report", "reports/grade-rubric/anna/lab.yaml").Status);
        Grade("--export", "gradescope");
    }

    [Fact]
    public void A_ci_system_gets_a_suite_for_each_submission()
    {
        HandIn("anna.yaml", Late);
        HandIn("ben.yaml", SampleScenarios.Passing);

        Outcome outcome = Place.Run(
            "grade", "class/anna.yaml", "class/ben.yaml", "--rubric", "class/rubric.yaml", "--junit", "grades.xml", "--json");

        XElement[] suites = [.. XDocument.Load(Place["grades.xml"]).Root!.Elements()];
        Assert.Equal([("anna.yaml", "3", "1"), ("ben.yaml", "3", "0")], suites.Select(suite => (
            suite.Attribute("name")!.Value, suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value)));
        Assert.Equal("was 21 ms", suites[0].Descendants("failure").Single().Attribute("message")!.Value);
        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public void Several_tasks_make_one_row_and_give_the_same_points_for_any_number_of_jobs()
    {
        HandIn("anna/first.yaml", SampleScenarios.Passing);
        HandIn("anna/second.yaml", Late);
        HandIn("ben/first.yaml", SampleScenarios.Wrong);
        HandIn("ben/second.yaml", SampleScenarios.Passing);
        HandIn("carla/second.yaml", SampleScenarios.Passing);
        File.WriteAllText(Place["class/rubric.yaml"], """
            rubric: Two tasks
            tasks:
              - { name: one, file: first.yaml, expect: [ { check: ask.received == 10, points: 2 } ] }
              - { name: two, file: second.yaml, expect: [ ask.latency.max <= 12 ms, { count: hosts, is: 2 } ] }

            """);

        Grade("--jobs", "1", "--out", "one");
        Grade("--jobs", "4", "--out", "four");

        string grades = File.ReadAllText(Place["one/grades.csv"]);
        Assert.Equal(grades, File.ReadAllText(Place["four/grades.csv"]));
        string[][] rows = [.. grades.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..].Select(row => row.Split(','))];
        Assert.Equal(
            ["anna,anna,,3,4,75,graded", "ben,ben,,2,4,50,errors", "carla,carla,,2,4,50,graded"],
            rows.Select(row => string.Join(',', row[..7])));
        Assert.Equal(["2", "10", "0", "21 ms", "1", "2"], rows[0][7..13]);
        Assert.Equal(["0", "there is no file first.yaml", "1", "11 ms", "1", "2"], rows[2][7..13]);
        Assert.Equal(0, Place.Run("report", "one/anna/second.yaml").Status);
    }

    [Fact]
    public void Copies_are_named_to_the_lecturer_and_not_to_students()
    {
        HandIn("anna.yaml", SampleScenarios.Lucky);
        HandIn("ben.yaml", SampleScenarios.Lucky.Replace("alice", "left", StringComparison.Ordinal)
            .Replace("bob", "right", StringComparison.Ordinal).Replace("wire", "cable", StringComparison.Ordinal));
        HandIn("carla.yaml", Late.Replace("bob: {} }", "bob: {}, carol: {} }", StringComparison.Ordinal)
            .Replace("links: [", "links: [ { between: [bob, carol] },", StringComparison.Ordinal));

        Outcome outcome = Place.Run("grade", "class", "--rubric", "class/rubric.yaml");

        Assert.Contains("  the same but for names: anna.yaml, ben.yaml", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("- the same but for names: anna.yaml, ben.yaml\n", Written("grades.md"), StringComparison.Ordinal);
        Assert.Contains("the same but for names", Written("grades.html"), StringComparison.Ordinal);
        Assert.All(
            (string[])["grades.csv", "anna.yaml/report.html", "ben.yaml/report.html"],
            file => Assert.DoesNotContain("same but", Written(file), StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_base_a_report_is_made_again_from_what_was_handed_in()
    {
        HandIn("anna/lab.yaml", Late.Replace("rate: 1 Mbps", "rate: 2 Mbps", StringComparison.Ordinal));
        Place.Scenario(SampleScenarios.Passing, "class/reference.yaml");
        File.WriteAllText(Place["class/rubric.yaml"], """
            rubric: The delay is yours
            base: reference.yaml
            may-change: [links.wire.delay]
            expect: [ ask.latency.max == 21 ms, { key: links.wire.rate, is: 1 Mbps } ]

            """);
        Grade();
        const string graded = "reports/grade-rubric/anna/lab.yaml";
        string report = File.ReadAllText(Place[$"{graded}/report.html"]);

        Outcome rendered = Place.Run("report", graded);
        Outcome replayed = Place.Run("replay", graded);
        Outcome again = Place.RunIn(graded, "grade", "submission.yaml", "--rubric", "rubric.yaml", "--out", "../again", "--json");

        Assert.Equal((0, 0, 0), (rendered.Status, replayed.Status, again.Status));
        Assert.StartsWith("anna/lab.yaml,anna,,1,2,50,graded,1,21 ms,0,2 Mbps,", Rows().Single(), StringComparison.Ordinal);
        Assert.Equal(report, File.ReadAllText(Place[$"{graded}/report.html"]));
        Assert.Contains("\"points\":1,\"of\":2", again.Output, StringComparison.Ordinal);
        Assert.Contains("without effect: links.wire.rate is 2 Mbps, not 1 Mbps", again.Output, StringComparison.Ordinal);
    }
    private string Written(string file) => File.ReadAllText(Place[$"reports/grade-rubric/{file}"]);
}
