using System.Text;
using System.Text.RegularExpressions;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading.Topology.Building;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios.Tests;

public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "\n", " ", "  ", "\t", ":", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "#", "&a ", "*a", "<<: *a", "!x ", "|", ">", "%", "?",
            "~", "null", "true",
        "-1", "1e400", "99999999999999999999", "0.5", "NaN", "\u00B5s", "\U0001F600", "\\", "\\x", "---\n", "...\n", "@", "`", "10 ms",
            "5 %", "name", "kind: bulk",
        "traffic", "count: 3", "alice", "10.0.0.1", "224.0.0.1", "0.0.0.0/8", "{ share: 2 % }", "{x}", "{{", "=", "±", "by", "\u2028",
            "\u0085", "\uFEFF",
    ];

    private const string Tasks = """
        rubric: Two tasks
        seed: 3
        tasks:
          - { name: loss, file: "*loss.yaml", expect: [ call.sent == 1, { key: links.core.loss, at-most: 5 %, points: 2 } ] }
          - name: queue
            file: queue.yaml
            mode: loopback
            expect:
              - { check: call.loss < 2 %, feedback: { passed: Yes., failed: "It was {measured}.", no-data: None. } }
              - { count: hosts, at-least: 3, at-most: 9 }
              - { key: links.core.queue.kind, one-of: [codel, pie] }

        """;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string file in Samples.In("Valid")) cases.Add(file, 1);
            cases.Add("campus", 2);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Whatever_the_text_only_a_scenario_or_problems_come_out(string name, int seed)
    {
        string text = Samples.Text("Valid", name);

        Campaign.Run($"{name} {seed}", 400, (_, random) => AssertReads(Mutations.Text(text, random, Pieces)));
    }

    [Fact]
    public void Whatever_the_setting_only_a_scenario_or_problems_come_out()
    {
        string text = Samples.Text("Valid", "campus");

        Campaign.Run("settings", 400, (_, random) =>
            AssertReads(text, [Mutations.Text("links.core.queue.limit=5 packets", random, Pieces)]));
    }

    [Fact]
    public void Whatever_the_rubric_only_a_rubric_or_problems_come_out()
    {
        string[] texts = [Samples.Text("../class", "rubric"), Tasks];

        Campaign.Run("rubrics", 600, (number, random) =>
        {
            string mutated = Mutations.Text(texts[number % texts.Length], random, Pieces);
            AssertReads(mutated, () => RubricReader.Parse(mutated, "fuzz.yaml"));
        });
    }

    [Fact]
    public void Whatever_is_handed_in_only_a_scenario_or_problems_come_out()
    {
        string text = Samples.Text("Valid", "campus");
        string file = Samples.PathOf("Valid", "campus");
        Rubric rubric = RubricReader.Parse(
            "rubric: T\nbase: campus.yaml\nmay-change: [links.core.queue, flows.call.traffic, hosts]\n" +
            "expect: [ call.sent == 1, { key: links.core.loss, is: 5 % }, { count: hosts, is: 3 }, { count: flows.call, is: 3 } ]\n",
            Path.Combine(Path.GetDirectoryName(file)!, "rubric.yaml"));

        Campaign.Run("submissions", 400, (_, random) =>
        {
            string mutated = Mutations.Text(text, random, Pieces);
            AssertReads(mutated, () => ScenarioReader.Parse(mutated, file, rubric.Overrides, rubric));
            Assert.Equal(ScenarioLikeness.Of(mutated), ScenarioLikeness.Of(mutated));
        });
    }

    [Fact]
    public void Whatever_the_sweep_only_a_sweep_or_problems_come_out()
    {
        string[] texts =
        [
            .. Samples.In(Samples.Shipped).Select(name => Samples.Text(Samples.Shipped, name))
                .Where(text => text.Contains("\nsweep:", StringComparison.Ordinal)),
        ];

        Campaign.Run("sweeps", 600, (number, random) =>
        {
            string mutated = Mutations.Text(texts[number % texts.Length], random, Pieces);
            AssertReads(mutated, () => SweepReader.Parse(mutated, "fuzz.yaml"));
        });
    }

    [Fact]
    public void Whatever_the_map_only_a_graph_or_a_sentence_comes_out()
    {
        string text = File.ReadAllText(Path.ChangeExtension(Samples.PathOf("Topology", "campus"), ".graphml"));
        string[] pieces =
            [.. Pieces, "<", ">", "</node>", "<edge/>", "<!DOCTYPE x>", "&lt;", "&x;", "<data key='d0'>1</data>", "1e308", "id=\"0\""];

        Campaign.Run("maps", 1500, (_, random) =>
        {
            byte[] mutated = Encoding.UTF8.GetBytes(Mutations.Text(text, random, pieces));
            try
            {
                GraphMlReader.Read(mutated);
            }
            catch (UnusableFileException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        });
    }

    public static TheoryData<string> Lessons => [.. Samples.In(Samples.Shipped)];

    /// <summary>What one part of a file has wrong, the readers of all others meet half resolved.</summary>
    [Theory, MemberData(nameof(Lessons))]
    public void Whatever_name_is_misspelt_only_a_scenario_or_problems_come_out(string name)
    {
        string text = Samples.Text(Samples.Shipped, name);
        int body = text.IndexOf("\nhosts:", StringComparison.Ordinal) is >= 0 and var found ? found : 0;
        Match[] words = [.. Regex.Matches(text, @"[\w.-]+").Where(word => word.Index > body)];
        string[] lines = text.Split('\n');
        string file = Samples.PathOf(Samples.Shipped, name);

        Campaign.Run(name, 60, (_, random) =>
        {
            Match word = random.OneOf(words);
            int line = random.Below(lines.Length);
            string mutated = random.Below(4) switch
            {
                0 => text.Insert(word.Index, word.Value[..1]),
                1 => text.Remove(word.Index, word.Length).Insert(word.Index, random.OneOf(words).Value),
                2 => string.Join('\n', lines.Where((_, i) => i != line)),
                _ => string.Join('\n', lines.Take(line).Append(random.OneOf(lines)).Concat(lines.Skip(line))),
            };
            AssertReads(mutated, file);
        });
    }

    private static void AssertReads(string text, string[] settings) => AssertReads(text, "fuzz.yaml", settings);

    private static void AssertReads(string text, string file = "fuzz.yaml", string[]? settings = null) =>
        AssertReads($"{text}\n{string.Join('\n', settings ?? [])}", () =>
        {
            Scenario scenario = ScenarioReader.Parse(text, file, new ScenarioOverrides { Settings = settings ?? [] });
            ScenarioReader.Parse(scenario.Source, file);
        });

    private static void AssertReads(string shown, Action read)
    {
        try
        {
            read();
        }
        catch (ScenarioException exception)
        {
            Assert.NotEmpty(exception.Problems);
            Assert.All(
                exception.Problems.Take(ProblemList.MostShown),
                problem => Assert.True(problem.Line >= 1 && problem.Column >= 1 && problem.Message.Length > 0, problem.Render()));
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{exception.GetType().Name} for:\n{shown}\n{exception}");
        }
    }
}
