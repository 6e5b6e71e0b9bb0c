using System.Text.RegularExpressions;
using NetComm.Scenarios.Overrides;

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
        RandomStream random = RandomStream.For(seed, name);

        for (int round = 0; round < 400; round++) AssertReads(Mutated(text, random));
    }

    [Fact]
    public void Whatever_the_setting_only_a_scenario_or_problems_come_out()
    {
        string text = Samples.Text("Valid", "campus");
        RandomStream random = RandomStream.For(1, "settings");

        for (int round = 0; round < 400; round++) AssertReads(text, [Mutated("links.core.queue.limit=5 packets", random)]);
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
        RandomStream random = RandomStream.For(1, name);
        string file = Samples.PathOf(Samples.Shipped, name);

        for (int round = 0; round < 60; round++)
        {
            Match word = words[Below(random, words.Length)];
            int line = Below(random, lines.Length);
            string mutated = Below(random, 4) switch
            {
                0 => text.Insert(word.Index, word.Value[..1]),
                1 => text.Remove(word.Index, word.Length).Insert(word.Index, words[Below(random, words.Length)].Value),
                2 => string.Join('\n', lines.Where((_, i) => i != line)),
                _ => string.Join('\n', lines.Take(line).Append(lines[Below(random, lines.Length)]).Concat(lines.Skip(line))),
            };
            AssertReads(mutated, file);
        }
    }

    private static void AssertReads(string text, string[] settings) => AssertReads(text, "fuzz.yaml", settings);

    private static void AssertReads(string text, string file = "fuzz.yaml", string[]? settings = null)
    {
        try
        {
            Scenario scenario = ScenarioReader.Parse(text, file, new ScenarioOverrides { Settings = settings ?? [] });
            ScenarioReader.Parse(scenario.Source, file);
        }
        catch (ScenarioException exception)
        {
            Assert.NotEmpty(exception.Problems);
            Assert.All(
                exception.Problems,
                problem => Assert.True(problem.Line >= 1 && problem.Column >= 1 && problem.Message.Length > 0, problem.Render()));
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{exception.GetType().Name} for:\n{text}\n{string.Join('\n', settings ?? [])}\n{exception}");
        }
    }

    private static string Mutated(string text, RandomStream random)
    {
        int changes = 1 + Below(random, 4);
        for (int i = 0; i < changes && text.Length > 0; i++)
        {
            int at = Below(random, text.Length);
            int length = Math.Min(Below(random, 12), text.Length - at);
            text = Below(random, 5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text[..at],
                3 => text.Remove(at, length).Insert(at, Pieces[Below(random, Pieces.Length)]),
                _ => text.Insert(at, Pieces[Below(random, Pieces.Length)]),
            };
        }

        return text;
    }

    private static int Below(RandomStream random, int limit) => (int)(random.NextDouble() * limit);
}
