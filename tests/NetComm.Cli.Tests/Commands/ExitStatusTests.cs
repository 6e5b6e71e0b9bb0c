namespace NetComm.Cli.Tests.Commands;

/// <summary>The exit status is a promise to graders and CI jobs.</summary>
public sealed class ExitStatusTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_whose_expectations_pass_gives_0()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Passing));

        Assert.Equal("", outcome.Errors);
        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public void A_run_with_a_failed_expectation_gives_1_and_says_by_how_much()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Failing));

        Assert.Contains("✗ ask.received == 9 (was 10)", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(1, outcome.Status);
    }

    [Fact]
    public void A_wrong_scenario_gives_2_and_all_its_mistakes()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Wrong));

        Assert.Contains("small.yaml(2,", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("small.yaml(3,", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Status);
    }

    [Fact]
    public void One_wrong_file_among_several_starts_none_and_writes_nothing()
    {
        string good = _place.Scenario(SampleScenarios.Passing, "good.yaml");
        string bad = _place.Scenario(SampleScenarios.Wrong, "bad.yaml");

        Outcome outcome = _place.Run("run", good, bad, "missing.yaml");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("bad.yaml(2,", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("missing.yaml: there is no such file", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
        Assert.Equal(["bad.yaml", "good.yaml"], _place.FilesIn("."));
    }

    [Fact]
    public void Of_several_runs_the_highest_status_counts()
    {
        string failing = _place.Scenario(SampleScenarios.Failing, "failing.yaml");
        string passing = _place.Scenario(SampleScenarios.Passing, "passing.yaml");

        Outcome outcome = _place.Run("run", failing, passing);

        Assert.Equal(1, outcome.Status);
        Assert.Equal(2, outcome.Output.Trim().Split('\n').Length);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "small.yaml", "--sed", "3")]
    [InlineData("run", "small.yaml", "--seed", "-3")]
    [InlineData("run", "small.yaml", "--seed", "1.5")]
    [InlineData("run", "small.yaml", "--mode", "emulated")]
    [InlineData("run", "small.yaml", "--format", "pdf")]
    [InlineData("run", "small.yaml", "--set", "links.core.loss=5%")]
    [InlineData("run", "small.yaml", "small.yaml")]
    [InlineData("run", "small.yaml", "--out", "small.yaml")]
    [InlineData("run", "small.yaml", "--out", "")]
    [InlineData("run", "small.yaml", "--junit", "nowhere/results.xml")]
    [InlineData("run", "")]
    [InlineData("simulate", "small.yaml")]
    [InlineData("report", ".")]
    [InlineData("replay", "nowhere")]
    [InlineData("replay", "")]
    [InlineData("list", "nowhere")]
    [InlineData("new", "small")]
    public void A_wrong_command_line_gives_2_and_says_why(params string[] arguments)
    {
        _place.Scenario(SampleScenarios.Passing);

        Outcome outcome = _place.Run(arguments);

        Assert.Equal(2, outcome.Status);
        Assert.NotEqual("", outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["small.yaml"], _place.FilesIn("."));
    }

    [Fact]
    public void An_output_folder_that_cannot_be_made_gives_3_in_one_sentence()
    {
        string file = _place.Scenario(SampleScenarios.Passing);

        Outcome outcome = _place.Run("run", file, "--out", "small.yaml/below");

        Assert.Equal(3, outcome.Status);
        Assert.Single(outcome.Errors.Trim().Split('\n'));
    }
}
