namespace NetComm.Cli.Tests.Finding;

/// <summary>Where scenarios are due, a folder stands for its files, and a name for one that ships.</summary>
public sealed class NamedScenarioTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("two-hosts")]
    [InlineData("1-two-hosts")]
    [InlineData("first-steps/two-hosts")]
    [InlineData("scenarios/1-first-steps/1-two-hosts.yaml")]
    public void One_that_ships_runs_by_its_name_from_anywhere(string name)
    {
        Outcome outcome = _place.Run("run", name, "--no-report", "--quiet");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        Assert.True(File.Exists(_place["reports/1-two-hosts/simulated-seed1/summary.json"]));
    }

    [Fact]
    public void A_topic_runs_all_of_its_scenarios_in_order()
    {
        Outcome outcome = _place.Run("validate", "first-steps");

        Assert.Equal(
            """
            1-first-steps/1-two-hosts.yaml: no errors
            1-first-steps/2-three-routers.yaml: no errors
            1-first-steps/3-lossy-link.yaml: no errors
            1-first-steps/4-lan.yaml: no errors
            1-first-steps/5-arp.yaml: no errors

            """,
            outcome.Output);
    }

    [Fact]
    public void A_file_of_the_user_goes_before_one_that_ships()
    {
        _place.Scenario(SampleScenarios.Passing, "two-hosts");

        Outcome outcome = _place.Run("run", "two-hosts", "--no-report");

        Assert.StartsWith("Ten packets\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_nearly_one_is_told_with_it()
    {
        Outcome outcome = _place.Run("run", "losy-link");

        Assert.Equal((2, "losy-link: there is no such file\n  did you mean 'lossy-link'?\n"), (outcome.Status, outcome.Errors));
    }

    [Fact]
    public void A_file_that_is_missing_is_no_scenario_that_ships()
    {
        Outcome outcome = _place.Run("run", "two-hosts.yaml");

        Assert.Equal(2, outcome.Status);
        Assert.StartsWith("two-hosts.yaml: there is no such file\n", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_means_all_its_scenarios_but_no_copies_that_runs_have_made()
    {
        Directory.CreateDirectory(_place["course/2-b"]);
        Directory.CreateDirectory(_place["course/10-c"]);
        _place.Scenario(SampleScenarios.Passing, "course/10-c/three.yml");
        _place.Scenario(SampleScenarios.Passing, "course/2-b/two.yaml");
        _place.Scenario(SampleScenarios.Failing, "course/one.yaml");
        _place.Run("run", "course/one.yaml", "--no-report", "--out", "course/results/one");
        _place.Run("compare", "course/one.yaml", "--runs", "1", "--quiet", "--out", "course/results/both");

        Outcome outcome = _place.Run("run", "course", "--no-report");

        Assert.Equal(1, outcome.Status);
        Assert.Equal(
            """
            ✗ course/one.yaml: 1 of 2 expectations passed, reports/one/simulated-seed1
            ✓ course/2-b/two.yaml: 2 of 2 expectations passed, reports/two/simulated-seed1
            ✓ course/10-c/three.yml: 2 of 2 expectations passed, reports/three/simulated-seed1

            """,
            outcome.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData("list")]
    public void A_folder_without_scenarios_is_a_mistake(string command)
    {
        Directory.CreateDirectory(_place["empty"]);

        Outcome outcome = _place.Run(command, "empty");

        Assert.Equal((2, "'empty' holds no scenarios (*.yaml)\n"), (outcome.Status, outcome.Errors));
    }
}
