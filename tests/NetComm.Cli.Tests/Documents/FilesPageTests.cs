using System.IO.Compression;
using System.Text.Json;

namespace NetComm.Cli.Tests.Documents;

/// <summary>
/// Every file that a run writes, every key of summary.json and of the trace's header, and every CSV header stands in reports/FILES.md.
/// </summary>
public sealed class FilesPageTests(FilesPageTests.Runs runs) : IClassFixture<FilesPageTests.Runs>
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("reports/FILES.md");

    /// <summary>Where the keys of a list of summary.json stand.</summary>
    private static readonly Dictionary<string, string> Sections = new()
    {
        ["flows"] = "Flows",
        ["links"] = "Links",
        ["hosts"] = "Hosts",
        ["programs"] = "Programs and apps",
        ["apps"] = "Programs and apps",
        ["expectations"] = "Expectations",
        ["run"] = "run",
    };

    /// <summary>A run of the language's whole example, one of what it lacks, and a grading.</summary>
    public sealed class Runs : IDisposable
    {
        private const string Requests = """
            scenario: Requests that are lost and late
            warmup: 10 ms
            hosts: { alice: {}, bob: {}, carol: {} }
            routers: [r1]
            links:
              - { between: [alice, r1], rate: 1 Mbps, delay: 10 ms, jitter: 3 ms, loss: 20 % }
              - { between: [r1, bob], rate: 1 Mbps }
              - { between: [r1, carol], rate: 1 Mbps }
            flows:
              - { name: ask, from: alice, to: bob, transport: tcp, traffic: { kind: request-response, interval: 50 ms, size: 64 B, response: 500 B }, count: 100 }
              - { name: call, from: alice, to: bob, ttl: 1, traffic: { kind: constant, interval: 50 ms, size: 64 B }, count: 100 }
              - { name: lossy, from: alice, to: carol, traffic: { kind: constant, interval: 10 ms, size: 64 B }, count: 400 }
            programs:
              - name: knock
                host: carol
                steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: bob, port: 99 } } ]
            apps:
              - { name: path, kind: traceroute, host: alice, to: bob, count: 1 }
            expect:
              - { check: lossy.loss < 90 %, points: 2, hint: Look at the first link. }

            """;

        private readonly Workplace _place = new();

        public Runs()
        {
            Example whole = Example.Of(MarkdownPage.Read("scenarios/LANGUAGE.md"))[0];
            _place.Run("run", _place.Scenario(whole.Text, "whole.yaml"), "--out", "whole", "--format", "all", "--quiet");
            _place.Run("run", _place.Scenario(Requests, "requests.yaml"), "--out", "requests", "--quiet");
            Directory.CreateDirectory(_place["class"]);
            _place.Scenario(SampleScenarios.Passing, "class/one.yaml");
            _place.Run("grade", "class", "--rubric", _place.Scenario("rubric: One\nexpect: [ ask.received == 10 ]\n", "rubric.yaml"));
        }

        public IReadOnlyList<string> Files => _place.FilesIn("whole");

        public string Schema => _place.Run("schema", "--rubric").Output;

        public IEnumerable<JsonDocument> Summaries =>
            ((string[])["whole", "requests"]).Select(run => JsonDocument.Parse(File.ReadAllText(_place[$"{run}/summary.json"])));

        public string HeaderOf(string file) => File.ReadLines(_place[file]).First();

        public string TraceHeader()
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(_place["whole/trace.jsonl.gz"]), CompressionMode.Decompress));
            return reader.ReadLine()!;
        }

        public void Dispose() => _place.Dispose();
    }

    [Fact]
    public void Every_file_of_a_run_is_listed()
    {
        string[] listed = [.. Page.Rows("Files").SelectMany(row => MarkdownPage.Codes(row[0]))];
        string[] files = [.. runs.Files.Where(file => !file.StartsWith("charts/", StringComparison.Ordinal) && !IsSeries(file))];
        string[] captures = [.. files.Where(file => file.StartsWith("captures/", StringComparison.Ordinal))];

        Assert.Contains("report.md", files);
        Assert.Contains("captures/HOST.pcapng", listed);
        Assert.Contains("captures/alice.pcapng", captures);
        Assert.Equal([], files.Except(captures).Except(listed));
    }

    [Fact]
    public void Every_series_has_the_name_of_a_chart()
    {
        string[] series = [.. runs.Files.Where(IsSeries)];

        Assert.True(series.Length > 10);
        Assert.Empty(series.Select(file => $"charts/{Path.GetFileNameWithoutExtension(file)}.svg").Except(runs.Files));
    }

    [Fact]
    public void Every_chart_of_a_run_has_a_listed_name()
    {
        string[] listed = [.. Page.Rows("Charts").SelectMany(row => MarkdownPage.Codes(row[0]))];
        string[] charts =
            [.. runs.Files.Where(file => file.StartsWith("charts/", StringComparison.Ordinal) && Path.GetExtension(file) == ".svg")
                .Select(file => file["charts/".Length..])];

        string[] unlisted = [.. charts.Where(chart => !listed.Any(name => Fits(chart, name)))];

        Assert.True(charts.Length > 20);
        Assert.True(unlisted.Length == 0, string.Join('\n', unlisted));
    }

    [Fact]
    public void Every_key_of_a_summary_has_a_row()
    {
        HashSet<(string Section, string Row, string Key)> keys =
            [.. runs.Summaries.SelectMany(summary => KeysOf(summary.RootElement, "The run", ""))];

        string[] missing =
        [
            .. from key in keys
               let rows = Page.Rows(key.Section)
               where !rows.Any(row => Names(row[0], key.Key))
               where !rows.Any(row => key.Row.Length > 0 && Names(row[0], key.Row) && Names(string.Join(' ', row[1..]), key.Key))
               select $"{key.Section}: {key.Row} {key.Key}",
        ];

        Assert.True(keys.Count > 80, $"{keys.Count} keys");
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Every_reason_of_a_loss_has_a_row()
    {
        string[] reasons =
        [
            .. (from summary in runs.Summaries
                from list in (string[])["links", "hosts"]
                from item in summary.RootElement.GetProperty(list).EnumerateArray()
                from drop in item.GetProperty("drops").EnumerateObject()
                select drop.Name).Distinct(),
        ];

        Assert.Contains("ttl", reasons);
        Assert.All(reasons, reason => Assert.Contains(Page.Rows("Why packets are lost"), row => Names(row[0], reason)));
    }

    [Fact]
    public void Every_key_of_the_header_of_a_trace_is_named()
    {
        using JsonDocument header = JsonDocument.Parse(runs.TraceHeader());

        foreach (JsonProperty key in header.RootElement.EnumerateObject())
        {
            string[]? row = Page.Rows("The trace").FirstOrDefault(row => Names(row[0], key.Name));
            Assert.True(row is not null, key.Name);
            if (key.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (JsonProperty inner in key.Value.EnumerateArray().SelectMany(item => item.EnumerateObject()))
                Assert.True(Names(row![1], inner.Name), $"{key.Name}.{inner.Name}");
        }
    }

    [Theory]
    [InlineData("whole/packets.csv", 0)]
    [InlineData("whole/series/backup-rtt.csv", 1)]
    [InlineData("reports/grade-rubric/grades.csv", 2)]
    public void The_header_of_a_table_stands_as_it_is_written(string file, int block)
    {
        string shown = Page.Blocks("csv").ElementAt(block).Text.TrimEnd('\n');

        Assert.StartsWith(shown, runs.HeaderOf(file), StringComparison.Ordinal);
        if (block < 2) Assert.Equal(shown, runs.HeaderOf(file));
    }

    [Fact]
    public void Every_key_of_a_rubric_has_a_row()
    {
        using JsonDocument schema = JsonDocument.Parse(runs.Schema);
        var walk = new SchemaWalk(schema.RootElement, "(not supported yet)");
        walk.Visit();

        string[] missing = [.. walk.Keys.Where(key => !Page.Rows("Rubrics").Any(row => Names(row[0], key.Name))).Select(key => key.Path)];

        Assert.True(walk.Keys.Count > 15);
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    /// <summary>The keys of an object and those below it, with the section and the row in which they belong.</summary>
    private static IEnumerable<(string Section, string Row, string Key)> KeysOf(JsonElement node, string section, string row)
    {
        if (node.ValueKind == JsonValueKind.Array) return node.EnumerateArray().SelectMany(item => KeysOf(item, section, row));
        if (node.ValueKind != JsonValueKind.Object || row is "answeredBy" or "drops") return [];
        return node.EnumerateObject().SelectMany(key => Below(key, section).Prepend((section, row, key.Name)));
    }

    /// <summary>A list of the run begins a section of its own; a receiver has the figures of its flow.</summary>
    private static IEnumerable<(string Section, string Row, string Key)> Below(JsonProperty key, string section)
    {
        bool begins = Sections.ContainsKey(key.Name) || key.Name == "receivers";
        return KeysOf(key.Value, Sections.GetValueOrDefault(key.Name, section), begins ? "" : key.Name);
    }

    private static bool Names(string cell, string name) => MarkdownPage.Codes(cell).Contains(name);

    /// <summary>Whether a chart's name is this one, where capitals stand for names of the scenario.</summary>
    private static bool IsSeries(string file) => file.StartsWith("series/", StringComparison.Ordinal) && file.EndsWith(".csv", StringComparison.Ordinal);

    private static bool Fits(string chart, string name)
    {
        string[] written = name.Replace("NAME-FROM-TO", "*", StringComparison.Ordinal).Replace("FLOW", "*", StringComparison.Ordinal)
            .Split('*');
        if (written is not [var first, var last]) return chart == name;
        return chart.StartsWith(first, StringComparison.Ordinal) && chart.EndsWith(last, StringComparison.Ordinal);
    }
}
