using System.Text.Json;
using System.Xml.Linq;

namespace NetComm.Cli.Tests.Commands;

/// <summary>What a run writes, and what it leaves alone.</summary>
public sealed class RunFilesTests : IDisposable
{
    private const string Folder = "reports/small/simulated-seed1";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_writes_its_files_under_reports()
    {
        _place.Run("run", _place.Scenario(SampleScenarios.Passing));

        Assert.Equal(
            [
                "captures/alice.pcapng", "captures/bob.pcapng", "charts/ask-latency.svg", "charts/ask-throughput.svg",
                "charts/bytes-per-link.svg",
                "charts/link-wire-alice-bob-utilisation.svg", "charts/sequence.svg", "charts/topology.svg", "packets.csv",
                "report.html", "run.log", "scenario.yaml", "series/ask-latency.csv", "series/ask-throughput.csv",
                "series/link-wire-alice-bob-utilisation.csv", "summary.json", "trace.jsonl.gz",
            ],
            _place.FilesIn(Folder));
        Assert.All(_place.FilesIn(Folder), file => Assert.NotEqual(0, new FileInfo(_place[$"{Folder}/{file}"]).Length));
    }

    [Fact]
    public void A_change_that_comes_after_the_end_is_told()
    {
        string late = SampleScenarios.Passing + "\nfaults: [ { at: 1 h, link: wire, do: down } ]\n";

        Outcome outcome = _place.Run("run", _place.Scenario(late));

        Assert.Equal(0, outcome.Status);
        Assert.Contains("note the change at 3600 s did not happen: all flows and programs had ended", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("the change at 3600 s did not happen", File.ReadAllText(_place[$"{Folder}/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Captures_are_those_that_were_asked_for_and_a_report_leaves_them_or_makes_others()
    {
        string file = _place.Scenario(SampleScenarios.Passing);
        _place.Run("run", file, "--out", "none", "--capture", "none");
        _place.Run("run", file, "--out", "links", "--capture", "links", "--snap", "0");
        _place.Run("run", file, "--out", "full", "--capture", "links", "--snap", "full");
        _place.Run("report", "none");
        _place.Run("report", "links");
        _place.Run("report", "full", "--capture", "hosts");

        Assert.False(Directory.Exists(_place["none/captures"]));
        Assert.Equal(["link-wire.pcapng"], _place.FilesIn("links/captures"));
        Assert.Equal(["alice.pcapng", "bob.pcapng"], _place.FilesIn("full/captures"));
    }

    [Theory]
    [InlineData("--capture", "hots", "--capture must be hosts or links or all or none, but was 'hots'")]
    [InlineData("--snap", "-1", "--snap must be a whole number of bytes from 0 to 65535, or 'full', but was '-1'")]
    public void What_cannot_be_captured_is_told(string option, string value, string told)
    {
        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Passing), option, value);

        Assert.Equal(2, outcome.Status);
        Assert.StartsWith(told, outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_report_there_are_three_files_and_the_same_figures()
    {
        string file = _place.Scenario(SampleScenarios.Lucky);
        _place.Run("run", file, "--out", "with");
        _place.Run("run", file, "--out", "without", "--no-report");

        Assert.Equal(["run.log", "scenario.yaml", "summary.json"], _place.FilesIn("without"));
        Assert.Equal(RunContent.Summary(_place["with"]), RunContent.Summary(_place["without"]));
    }

    [Fact]
    public void Several_scenarios_get_folders_below_out()
    {
        string one = _place.Scenario(SampleScenarios.Passing, "one.yaml");
        string two = _place.Scenario(SampleScenarios.Passing, "two.yaml");

        _place.Run("run", one, two, "--out", "all", "--no-report", "--seed", "9");

        Assert.Contains("one/simulated-seed9/summary.json", _place.FilesIn("all"));
        Assert.Contains("two/simulated-seed9/summary.json", _place.FilesIn("all"));
    }

    [Fact]
    public void An_earlier_run_is_replaced_and_nothing_is_left_beside_it()
    {
        string file = _place.Scenario(SampleScenarios.Passing);
        _place.Run("run", file);
        File.Delete(_place[$"{Folder}/report.html"]);

        Outcome again = _place.Run("run", file);

        Assert.Equal(0, again.Status);
        Assert.True(File.Exists(_place[$"{Folder}/report.html"]));
        Assert.Equal([_place[Folder]], Directory.GetFileSystemEntries(_place["reports/small"]));
    }

    [Theory]
    [InlineData("thesis.tex")]
    [InlineData("scenario.yaml")]
    public void A_folder_with_other_things_in_it_is_never_replaced(string other)
    {
        string file = _place.Scenario(SampleScenarios.Passing);
        Directory.CreateDirectory(_place["mine"]);
        File.WriteAllText(_place[$"mine/{other}"], "precious");

        Outcome outcome = _place.Run("run", file, "--out", "mine");

        Assert.Equal(2, outcome.Status);
        Assert.Contains(other, outcome.Errors, StringComparison.Ordinal);
        Assert.Equal([other], _place.FilesIn("mine"));
    }

    [Fact]
    public void Notes_put_into_an_earlier_run_are_not_lost()
    {
        string file = _place.Scenario(SampleScenarios.Passing);
        _place.Run("run", file);
        File.WriteAllText(_place[$"{Folder}/notes.txt"], "look at the second packet");

        Outcome again = _place.Run("run", file);

        Assert.Equal(2, again.Status);
        Assert.Contains("notes.txt", again.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(_place[$"{Folder}/notes.txt"]));
    }

    [Fact]
    public void A_run_that_takes_the_place_of_one_with_other_values_says_so()
    {
        string file = _place.Scenario(SampleScenarios.Passing);
        const string replaced = "held an earlier run with other values";

        Outcome first = _place.Run("run", file);
        Outcome same = _place.Run("run", file);
        Outcome other = _place.Run("run", file, "--set", "flows.ask.count=7");
        Outcome quiet = _place.Run("run", file, "--quiet");

        Assert.All(
            [first, same, quiet], outcome => Assert.DoesNotContain(replaced, outcome.Output + outcome.Errors, StringComparison.Ordinal));
        Assert.Contains(
            $"{Folder} {replaced}, which this one replaced; --out DIR", other.Output.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_may_be_used()
    {
        Directory.CreateDirectory(_place["empty"]);

        Outcome outcome = _place.Run("run", _place.Scenario(SampleScenarios.Passing), "--out", "empty");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("report.html", _place.FilesIn("empty"));
    }

    [Fact]
    public void Names_may_hold_spaces_and_letters_of_any_language()
    {
        using var place = new Workplace("Übung 1 – сеть");
        string file = place.Scenario(SampleScenarios.Passing, "zwei Rechner ✓.yaml");

        Outcome outcome = place.Run("run", file);

        Assert.Equal(0, outcome.Status);
        Assert.Contains("report.html", place.FilesIn("reports/zwei Rechner ✓/simulated-seed1"));
    }

    [Fact]
    public void The_scenario_is_kept_as_it_was_run()
    {
        string file = _place.Scenario(SampleScenarios.Passing);

        _place.Run("run", file, "--out", "first", "--set", "flows.ask.count=7", "--seed", "5");
        Outcome again = _place.Run("run", "first/scenario.yaml", "--out", "second");

        Assert.Equal(1, again.Status);
        Assert.Equal(RunContent.Hash(_place["first"]), RunContent.Hash(_place["second"]));
    }

    [Fact]
    public void Json_on_standard_output_is_the_summary_and_nothing_else()
    {
        string one = _place.Scenario(SampleScenarios.Passing, "one.yaml");
        string two = _place.Scenario(SampleScenarios.Failing, "two.yaml");

        Outcome outcome = _place.Run("run", one, two, "--json");

        string[] lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["one.yaml", "two.yaml"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()));
        Assert.Equal(RunContent.Summary(_place["reports/one/simulated-seed1"]), RunContent.SummaryOf(lines[0]));
        Assert.Contains("Ten packets", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_says_only_what_failed()
    {
        Outcome passing = _place.Run("run", _place.Scenario(SampleScenarios.Passing), "--quiet");
        Outcome failing = _place.Run("run", _place.Scenario(SampleScenarios.Failing), "--quiet");

        Assert.Equal(("", ""), (passing.Output, passing.Errors));
        Assert.Equal(("", "small.yaml: ask.received == 9, but was 10\n"), (failing.Output, failing.Errors));
    }

    [Fact]
    public void Junit_has_a_case_for_each_expectation()
    {
        _place.Run("run", _place.Scenario(SampleScenarios.Failing), "--junit", "results.xml");

        XElement suite = XDocument.Load(_place["results.xml"]).Root!.Element("testsuite")!;
        Assert.Equal("2", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Equal(
            ["ask.received == 9", "ask.latency.max == 11 ms"], suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.Equal("was 10", suite.Elements("testcase").First().Element("failure")!.Attribute("message")!.Value);
    }

    [Fact]
    public void Run_log_is_one_json_object_a_line()
    {
        _place.Run("run", _place.Scenario(SampleScenarios.Passing));

        string[] lines = File.ReadAllLines(_place[$"{Folder}/run.log"]);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }
}
