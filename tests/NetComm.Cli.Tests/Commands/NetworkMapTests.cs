using System.Text.Json;

namespace NetComm.Cli.Tests.Commands;

/// <summary>Runs on a network that a GraphML file describes.</summary>
public sealed class NetworkMapTests : IDisposable
{
    private const string Map = """
        <graphml><key id="l" for="node" attr.name="label"/><graph>
        <node id="0"><data key="l">Oslo</data></node><node id="1"><data key="l">Rome</data></node><edge source="0" target="1"/>
        </graph></graphml>
        """;

    private const string Scenario = """
        scenario: Two cities
        topology: { file: maps/two.graphml, rate: 1 Mbps, delay: 10 ms }
        flows: [ { name: call, from: h*, to: h2, traffic: { kind: constant, interval: 10 ms, size: 97 B }, count: 3 } ]
        expect: [ call.received == 3 ]

        """;

    private readonly Workplace _place = new();

    public NetworkMapTests()
    {
        Directory.CreateDirectory(_place["maps"]);
        File.WriteAllText(_place["maps/two.graphml"], Map);
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_is_repeated_from_its_folder_without_the_map()
    {
        Outcome run = _place.Run("run", _place.Scenario(Scenario, "cities.yaml"), "--out", "run");
        Directory.Delete(_place["maps"], recursive: true);

        Assert.True(run.Status == 0, run.Output + run.Errors);
        Assert.Equal(0, _place.Run("replay", "run").Status);
        Assert.Equal(0, _place.Run("report", "run").Status);
    }

    [Fact]
    public void Its_summary_has_pools_with_their_members()
    {
        _place.Run("run", _place.Scenario(Scenario, "cities.yaml"), "--out", "run", "--no-report");

        using var summary = JsonDocument.Parse(File.ReadAllText(_place["run/summary.json"]));
        JsonElement pool = summary.RootElement.GetProperty("pools").GetProperty("flows")[0];
        Assert.Equal(("call", "h1", 3), (
            pool.GetProperty("name").GetString(), pool.GetProperty("from").GetString(), pool.GetProperty("received").GetInt32()));
        Assert.Equal(["call-1"], pool.GetProperty("members").EnumerateArray().Select(member => member.GetString()));
    }

    [Fact]
    public void A_submission_may_name_no_map_outside_its_folder()
    {
        string rubric = _place.Scenario("rubric: Cities\nexpect: [ call.received == 3 ]\n", "rubric.yaml");
        Directory.CreateDirectory(_place["class/alice"]);
        _place.Scenario(Scenario.Replace("maps/", "../../maps/", StringComparison.Ordinal), "class/alice/cities.yaml");

        Outcome graded = _place.Run("grade", "class", "--rubric", rubric, "--out", "grades");

        Assert.Equal(0, graded.Status);
        string errors = File.ReadAllText(Directory.GetFiles(_place["grades"], "errors.txt", SearchOption.AllDirectories).Single());
        Assert.Contains("it is outside the folder of the file that is graded", errors, StringComparison.Ordinal);
    }
}
