using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetComm.Cli.Tests.Documents;

namespace NetComm.Cli.Tests.Commands;

public sealed partial class ExploreTests : IDisposable
{
    /// <summary>The example of reports/FILES.md, and what it says comes out.</summary>
    private static readonly string[] Example =
    [
        .. CodeBlock().Matches(File.ReadAllText(Path.Combine(MarkdownPage.Top, "reports/FILES.md")).ReplaceLineEndings("\n")
            .Split("### Orders of one instant")[1].Split("\n## ")[0]).Select(block => block.Groups[1].Value),
    ];

    private static readonly string Race = Example[0];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void What_depends_on_the_order_is_told_with_the_command_that_shows_it()
    {
        Outcome explored = _place.Run("run", _place.Scenario(Race), "--explore", "20", "--no-report");

        Assert.Equal(1, explored.Status);
        Assert.Contains("2 of 2 expectations passed", explored.Output, StringComparison.Ordinal);
        Assert.EndsWith(Example[1].Replace("race.yaml", "small.yaml", StringComparison.Ordinal), explored.Output, StringComparison.Ordinal);
        string command = explored.Output.TrimEnd('\n').Split('\n')[^1].Split(": netcomm ")[1];

        Outcome again = _place.Run([.. command.Split(' '), "--quiet"]);

        Assert.Equal((1, "small.yaml: first.received == 1, but was 0\n"), (again.Status, again.Errors));
    }

    [Fact]
    public void A_run_in_another_order_has_a_folder_of_its_own_and_can_be_replayed()
    {
        _place.Run("run", _place.Scenario(Race), "--order", "3", "--quiet");

        Outcome replayed = _place.Run("replay", "reports/small/simulated-seed1-order3");

        Assert.Equal(0, replayed.Status);
        Assert.Contains(
            "\"order\": 3", File.ReadAllText(_place["reports/small/simulated-seed1-order3/summary.json"]), StringComparison.Ordinal);
        Assert.Contains("--seed 1 --order 3",
            File.ReadAllText(_place["reports/small/simulated-seed1-order3/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_read_what_depends_on_the_order_from_json()
    {
        Outcome explored = _place.Run("run", _place.Scenario(Race, "race.yaml"), "--explore", "20", "--no-report", "--json");

        Assert.Equal(1, explored.Status);
        JsonNode expected = JsonNode.Parse(Example[2])!["explored"]!;
        JsonNode told = JsonNode.Parse(Assert.Single(explored.Output.TrimEnd('\n').Split('\n')))!;
        Assert.True(JsonNode.DeepEquals(expected, told["explored"]), told["explored"]!.ToJsonString());
        Assert.Contains(Example[1].TrimEnd('\n').Split('\n')[^1], explored.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "explored", File.ReadAllText(_place["reports/race/simulated-seed1/summary.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_has_a_suite_for_the_orders()
    {
        _place.Run("run", _place.Scenario(Race, "race.yaml"), "--explore", "20", "--no-report", "--quiet", "--junit", "results.xml");

        XElement[] suites = [.. XDocument.Load(_place["results.xml"]).Root!.Elements("testsuite")];
        Assert.Equal(
            ["Who comes first?: 2 tests, 0 failures", "Who comes first?, in 20 orders of one instant: 2 tests, 1 failures"],
            suites.Select(suite =>
                $"{suite.Attribute("name")!.Value}: {suite.Attribute("tests")!.Value} tests, {suite.Attribute("failures")!.Value} failures"));
        Assert.Equal(
            "was 0 in order 2, held in 10 of 20: netcomm run race.yaml --order 2",
            suites[1].Descendants("failure").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void Real_sockets_have_no_order_to_choose()
    {
        Outcome outcome = _place.Run("run", _place.Scenario(Race), "--mode", "loopback", "--explore", "2");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("--order and --explore are for simulated runs", outcome.Errors, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"```\w*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
