using NetComm.Runtime;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>
/// Every scenario that ships runs as it says, twice the same; its trace hash is committed, so that a change of it shows in review.
/// </summary>
public sealed class ShippedScenarioTests
{
    public static TheoryData<string> EveryScenario => [.. ScenarioShelf.Files];

    public static TheoryData<string> EverySimulatedScenario => [.. Simulated];

    private static readonly Lazy<SimulationSystem> Used = new(() =>
    {
        SimulationSystem system = ActorRuntime.CreateSimulation("netcomm");
        HashOf("1-first-steps/3-lossy-link.yaml", system);
        return system;
    });

    private static IEnumerable<string> Simulated => ScenarioShelf.Files.Where(file => ScenarioShelf.Read(file).Mode == RunMode.Simulated);

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void A_scenario_opens_with_a_comment_and_holds_a_lesson(string file)
    {
        Scenario scenario = ScenarioShelf.Read(file);

        Assert.StartsWith("# What to watch: ", ScenarioShelf.Text(file), StringComparison.Ordinal);
        Assert.NotEmpty(scenario.Description);
        Assert.NotEmpty(scenario.Expectations);
    }

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void A_scenario_says_what_it_teaches_and_in_which_modes(string file)
    {
        Assert.NotEmpty(ScenarioShelf.Note(file, "x-teaches"));
        Assert.Contains(
            ScenarioShelf.Read(file).Mode.ToString().ToLowerInvariant(), ScenarioShelf.Note(file, "x-modes"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_about_them_is_made_from_the_files()
    {
        string page = ScenarioShelf.PathOf("README.md");
        if (Environment.GetEnvironmentVariable("NETCOMM_APPROVE") == "1") File.WriteAllText(page, ScenarioPage.Text());

        Assert.True(File.ReadAllText(page) == ScenarioPage.Text(),
            "scenarios/README.md is stale: run this test with NETCOMM_APPROVE=1, and look at what it changed");
    }

    // What a sweep does for each run: an actor system that has had other runs.
    [Theory]
    [MemberData(nameof(EverySimulatedScenario))]
    public void The_same_seed_gives_the_same_trace_in_an_actor_system_of_its_own_and_in_one_that_has_had_others(string file) =>
        Assert.Equal(HashOf(file, ActorRuntime.CreateSimulation("netcomm")), HashOf(file, Used.Value));

    [Fact]
    public void Trace_hashes_are_those_that_were_approved()
    {
        IEnumerable<string> lines = Simulated.Select(file => $"{HashOf(file)}  {file}\n");

        Approved.Text("trace-hashes.txt", string.Concat(lines));
    }

    // Captures are two thirds of the work, and have tests of their own.
    [Theory]
    [MemberData(nameof(EverySimulatedScenario))]
    public void What_a_scenario_expects_comes_true_and_its_report_has_what_it_points_at(string file)
    {
        using var place = new Workplace();

        Outcome outcome = place.Run("run", ScenarioShelf.PathOf(file), "--out", "run", "--capture", "none");

        Assert.Equal("", outcome.Errors);
        Assert.Equal(0, outcome.Status);
        string report = WithoutLesson(File.ReadAllText(place["run/report.html"]));
        Assert.All(Lesson.Of(file).Places, name => Assert.Contains($">{name}<", report, StringComparison.Ordinal));
        using Trace kept = TraceFile.Read(place["run/trace.jsonl.gz"]);
        Assert.Contains(kept.Hash, File.ReadAllText(place["run/summary.json"]), StringComparison.Ordinal);
    }

    /// <summary>The lesson names what it points at: that is not yet what it points at.</summary>
    private static string WithoutLesson(string report)
    {
        int begin = report.IndexOf("<section id=\"lesson\"", StringComparison.Ordinal);
        return report.Remove(begin, report.IndexOf("<section id=\"scenario\"", StringComparison.Ordinal) - begin);
    }

    private static string HashOf(string file, SimulationSystem? system = null)
    {
        Scenario scenario = ScenarioShelf.Read(file);
        var options = new RunOptions { KeepTrace = false };
        using Trace trace = (system is null ? SimulatedRun.Of(scenario, options) : SimulatedRun.Of(scenario, options, system)).Trace;
        return trace.Hash;
    }
}
