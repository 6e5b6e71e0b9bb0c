using System.Text.Json;

namespace NetComm.Cli.Tests.Commands;

/// <summary>list, new, schema and validate.</summary>
public sealed class OtherCommandsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_new_scenario_runs_as_it_is()
    {
        Outcome written = _place.Run("new", "my first try");
        Outcome outcome = _place.Run("run", "my first try.yaml");

        Assert.Equal(0, written.Status);
        Assert.StartsWith("my first try\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, outcome.Status);
        Assert.StartsWith(
            "# yaml-language-server: $schema=netcomm.json\n", File.ReadAllText(_place["my first try.yaml"]), StringComparison.Ordinal);
        Assert.Equal(_place.Run("schema").Output, File.ReadAllText(_place["netcomm.json"]));
    }

    [Fact]
    public void Each_template_runs_as_it_is_and_comes_out_as_it_says()
    {
        string[] templates = ["tcp", "udp", "multicast", "anycast", "http", "rip", "sweep"];
        _place.Scenario("mine", "netcomm.json");
        Outcome[] written = [.. templates.Select(template => _place.Run("new", template, "--template", template))];

        Outcome runs = _place.Run("run", ".", "--no-report");
        Outcome sweep = _place.Run("sweep", "sweep.yaml", "--quiet");

        Assert.All(written, outcome => Assert.Equal(0, outcome.Status));
        Assert.Equal("sweep.yaml is written. Run it: netcomm sweep sweep.yaml\n", written[^1].Output);
        Assert.Equal("mine", File.ReadAllText(_place["netcomm.json"]));
        Assert.Equal(0, runs.Status);
        Assert.Equal(templates.Order(StringComparer.Ordinal), Marked(runs.Output));
        Assert.Equal("", sweep.Errors);
        Assert.Equal(0, sweep.Status);
    }

    [Fact]
    public void A_template_that_is_none_is_told_with_what_was_meant()
    {
        Outcome outcome = _place.Run("new", "mine", "--template", "tpc");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("but was 'tpc'; did you mean 'tcp'?", outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(_place.FilesIn("."));
    }

    /// <summary>The names of the files whose expectations all passed.</summary>
    private static IEnumerable<string> Marked(string output) =>
        from line in output.Split('\n') where line.StartsWith("✓ ", StringComparison.Ordinal) select line[2..].Split('.')[0];

    [Theory]
    [InlineData("runn", "there is no command 'runn'; did you mean 'run'?")]
    [InlineData("frobnicate", "there is no command 'frobnicate'")]
    public void A_command_that_is_none_is_told_with_what_was_meant(string command, string told)
    {
        Outcome outcome = _place.Run(command, _place.Scenario(SampleScenarios.Passing));

        Assert.Equal((2, $"{told}\n'netcomm --help' says what can be asked for.\n"), (outcome.Status, outcome.Errors));
    }

    [Fact]
    public void An_option_is_no_value_of_another()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Passing), "--out", "--quiet");

        Assert.Equal(2, outcome.Status);
        Assert.StartsWith("--out needs a value, but option '--quiet' follows\n", outcome.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place["--quiet"]));
    }

    [Fact]
    public void Behind_two_dashes_stand_files()
    {
        Outcome outcome = _place.Run("run", "--", _place.Scenario(SampleScenarios.Passing), "--out");

        Assert.Equal((2, "./--out: there is no such file\n"), (outcome.Status, outcome.Errors));
    }

    [Fact]
    public void A_new_scenario_never_overwrites_a_file()
    {
        _place.Scenario("precious", "mine.yaml");

        Outcome outcome = _place.Run("new", "mine");

        Assert.Equal(2, outcome.Status);
        Assert.Equal("precious", File.ReadAllText(_place["mine.yaml"]));
    }

    [Fact]
    public void The_scenarios_that_ship_are_listed_with_their_titles()
    {
        Outcome outcome = _place.Run("list");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("1-two-hosts.yaml", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Two hosts and a wire", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("has errors", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_listed_by_topic()
    {
        Directory.CreateDirectory(_place["course/queues"]);
        _place.Scenario(SampleScenarios.Passing, "course/first.yaml");
        _place.Scenario(SampleScenarios.Wrong, "course/queues/second.yaml");

        Outcome outcome = _place.Run("list", "course");

        Assert.Equal(
            """
              course/first.yaml          Ten packets

            queues
              course/queues/second.yaml  (has errors: netcomm validate tells them)

            """,
            outcome.Output);
    }

    [Fact]
    public void Topics_and_lessons_are_listed_in_the_order_of_their_numbers()
    {
        string[] files = ["course/2-casts/1-a.yaml", "course/2-casts/2-b.yaml", "course/2-casts/10-c.yaml", "course/10-queues/1-d.yaml"];
        foreach (string file in files.Reverse())
        {
            Directory.CreateDirectory(_place[Path.GetDirectoryName(file)!]);
            _place.Scenario(SampleScenarios.Passing, file);
        }

        Outcome outcome = _place.Run("list", "course");

        Assert.Equal(files, outcome.Output.Split('\n').Where(line => line.Contains(".yaml")).Select(line => line.Trim().Split(' ')[0]));
    }

    [Theory]
    [InlineData("scenario", "schema")]
    [InlineData("rubric", "schema", "--rubric")]
    public void The_schema_is_json(string key, params string[] arguments)
    {
        Outcome outcome = _place.Run(arguments);

        Assert.Equal(0, outcome.Status);
        Assert.True(JsonDocument.Parse(outcome.Output).RootElement.GetProperty("properties").TryGetProperty(key, out _));
    }

    [Fact]
    public void Validation_tells_every_mistake_of_every_file_and_writes_nothing()
    {
        string good = _place.Scenario(SampleScenarios.Passing, "good.yaml");
        string bad = _place.Scenario(SampleScenarios.Wrong, "bad.yaml");

        Outcome outcome = _place.Run("validate", good, bad);

        Assert.Equal(2, outcome.Status);
        Assert.Equal("good.yaml: no errors\n", outcome.Output);
        Assert.Contains("bad.yaml(2,", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("bad.yaml(3,", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["bad.yaml", "good.yaml"], _place.FilesIn("."));
    }
}
