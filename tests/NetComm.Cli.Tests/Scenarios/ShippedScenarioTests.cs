using System.Runtime.CompilerServices;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime;
using NetComm.Sim.Runtime.Simulated;
using NetComm.Sim.Scenarios;
using NetComm.Sim.Tests.Approval;
using NetComm.Sim.Tracing;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>Every scenario that ships runs as it says, twice the same; its trace hash is committed, so that a change of it shows in review.</summary>
public sealed class ShippedScenarioTests
{
    private static readonly string Shelf = Path.GetFullPath(Path.Combine(Folder(), "../../../scenarios"));

    public static TheoryData<string> EveryScenario => [.. Files];

    public static TheoryData<string> EverySimulatedScenario => [.. Files.Where(file => Read(file).Mode == RunMode.Simulated)];

    private static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Shelf, "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Shelf, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void A_scenario_opens_with_a_comment_and_holds_a_lesson(string file)
    {
        string text = File.ReadAllText(Path.Combine(Shelf, file));

        Assert.StartsWith("# What to watch: ", text, StringComparison.Ordinal);
        Assert.NotEmpty(Read(file).Description);
        Assert.NotEmpty(Read(file).Expectations);
    }

    [Theory]
    [MemberData(nameof(EverySimulatedScenario))]
    public void The_same_seed_gives_the_same_trace(string file) => Assert.Equal(HashOf(file), HashOf(file));

    [Fact]
    public void Trace_hashes_are_those_that_were_approved()
    {
        var lines = Files.Where(file => Read(file).Mode == RunMode.Simulated).Select(file => $"{HashOf(file)}  {file}\n");

        Approved.Text("trace-hashes.txt", string.Concat(lines));
    }

    [Theory]
    [MemberData(nameof(EverySimulatedScenario))]
    public void What_a_scenario_expects_comes_true(string file)
    {
        using var place = new Workplace();

        Outcome outcome = place.Run("run", Path.Combine(Shelf, file));

        Assert.Equal("", outcome.Errors);
        Assert.Equal(0, outcome.Status);
    }

    [Theory]
    [InlineData("tcp-exchange.yaml")]
    [InlineData("udp-exchange.yaml")]
    public void The_exchanges_come_true_on_real_sockets(string file)
    {
        using var place = new Workplace();

        Outcome outcome = place.Run("run", Path.Combine(Shelf, file), "--mode", "loopback");

        Assert.Equal("", outcome.Errors);
        Assert.Equal(0, outcome.Status);
    }

    private static string HashOf(string file)
    {
        using Trace trace = SimulatedRun.Of(Read(file), new RunOptions { KeepTrace = false }).Trace;
        return trace.Hash;
    }

    private static Scenario Read(string file) => ScenarioReader.Read(Path.Combine(Shelf, file));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
