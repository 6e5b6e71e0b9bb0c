using System.Globalization;
using System.Text;

namespace NetComm.Scenarios.Tests.Yaml;

public sealed class YamlTests
{
    [Fact]
    public void Anchors_aliases_and_merge_keys_work()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            x-links:
              - &slow { delay: 20 ms, rate: 1 Mbps }
              - &lossy { loss: 5 %, rate: 2 Mbps }
            hosts: { a: &empty {}, b: *empty }
            links:
              - { between: [a, b], <<: *slow, rate: 3 Mbps }
              - { between: [a, b], <<: [*slow, *lossy] }
              - { between: [a, b], x-comment: ignored, <<: { delay: 1 ms } }
            """);

        Assert.Equal(
            ["3 Mbps 20 ms 0 %", "1 Mbps 20 ms 5 %", "infinite 1 ms 0 %"],
            scenario.Links.Cast<Link>().Select(link => $"{link.Forward.Rate} {link.Forward.Delay} {link.Forward.Loss}"));
    }

    // Found by random changes: a key without a letter, behind another, ended the reader.
    [Theory]
    [InlineData("hosts: { a: {}, ? }")]
    [InlineData("hosts: { a: {}, \"\": ~ }")]
    [InlineData("hosts: { a: { count: 1, ? } }")]
    public void A_key_without_a_letter_is_a_mistake_of_the_file(string line) =>
        Assert.NotEmpty(ScenarioText.Problems($"scenario: A\nduration: 1 s\n{line}"));

    [Fact]
    public void A_small_file_cannot_stand_for_a_huge_one()
    {
        var bomb = new StringBuilder("scenario: Bomb\nx-0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i <= 9; i++)
            bomb.Append("x-").Append(i).Append(": &x").Append(i).Append(" [").AppendJoin(", ", Enumerable.Repeat($"*x{i - 1}", 10))
            .Append("]\n");

        Assert.EndsWith("the file stands for too many values: at most 5 000 000, aliases written out",
            Assert.Single(ScenarioText.Problems(bomb.ToString())), StringComparison.Ordinal);
    }

    // Each of 2 000 mappings has the entries of all before it: 2 million, of 60 kB of text.
    [Fact]
    public void A_chain_of_merge_keys_cannot_stand_for_a_huge_file()
    {
        var chain = new StringBuilder("scenario: Chain\nx-0: &m0 { k0: 1 }\n");
        for (int i = 1; i < 2000; i++) chain.Append(CultureInfo.InvariantCulture, $"x-{i}: &m{i} {{ <<: *m{i - 1}, k{i}: 1 }}\n");

        Assert.EndsWith("the merge keys of the file copy too many entries: at most 1 000 000",
            Assert.Single(ScenarioText.Problems(chain.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_without_end_is_refused_before_it_is_read() =>
        Assert.Equal("test.yaml(2,13): a word has at most 1 000 000 characters",
            Assert.Single(ScenarioText.Problems("scenario: Word\nhosts: { a: " + new string('b', 1_000_001) + " }")));

    [Fact]
    public void A_long_name_is_shown_by_its_beginning()
    {
        string name = new('b', 900_000);
        string text = $"scenario: Names\nx-a: &{name} 1\nhosts: {{ a: *{name[1..]} }}";

        string message = Assert.Single(ScenarioText.Problems(text));

        Assert.StartsWith("test.yaml(3,13): the alias '*bbbb", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 250);
    }

    [Theory]
    [InlineData("!!int 5", "!!int")]
    [InlineData("!time 5", "!time")]
    [InlineData("!!str five", "!!str")]
    public void Tags_are_refused_by_the_name_that_was_typed(string value, string tag)
    {
        string[] problems = ScenarioText.Problems($"scenario: A\nseed: {value}");

        Assert.Contains($"test.yaml(2,7): tags are not part of the scenario language, but was '{tag}'", problems);
    }

    [Theory]
    [InlineData("warmup: ٣ s", "warmup must be a time such as")]
    [InlineData("warmup: 1٣ s", "warmup has an unknown unit")]
    [InlineData("seed: ٣", "seed must be a whole number")]
    [InlineData("lans: { c: { members: [alice], subnet: 10.0.٣.0/24 } }", "subnet must be a subnet")]
    [InlineData("lans: { c: { members: [alice], rate: ３ Mbps } }", "rate must be a rate such as")]
    public void Digits_are_those_of_ascii(string line, string rule) =>
        Assert.Contains(ScenarioText.Problems($"{ScenarioText.Pair}{line}\n"), problem => problem.Contains(rule, StringComparison.Ordinal));

    [Fact]
    public void Values_nested_without_end_are_refused()
    {
        string deep = "scenario: " + new string('[', 100_000);

        Assert.EndsWith(
            "values are nested too deeply: at most 100 levels", Assert.Single(ScenarioText.Problems(deep)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_character_is_refused_at_its_place() =>
        Assert.Equal(
            "test.yaml(2,3): the character U+0000 is not allowed in YAML", Assert.Single(ScenarioText.Problems("scenario: A\n  \0")));

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_not_matter()
    {
        string text = "\uFEFF" + (ScenarioText.Pair + "expect: [ x ]").ReplaceLineEndings("\r\n");

        Assert.StartsWith("test.yaml(5,11): expectation 1:", Assert.Single(ScenarioText.Problems(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quoted_number_is_as_good_as_a_plain_one()
    {
        Assert.Equal(5, ScenarioText.OfNetwork("seed: \"5\"\nhosts: { a: {} }").Seed);
    }

    [Fact]
    public void A_problem_in_a_long_line_shows_the_part_around_it()
    {
        string text = ScenarioText.Pair + "x-list: [ " + string.Join(", ", Enumerable.Repeat("item", 200)) + " ], [";

        string[] lines = Assert.Throws<ScenarioException>(() => ScenarioText.Of(text)).Problems[0].Render().Split('\n');

        Assert.True(lines[1].Length < 150);
        Assert.Equal('^', lines[2].Trim()[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(995)]
    public void On_a_narrow_screen_the_line_is_cut_around_its_marker(int column)
    {
        string source = string.Concat(Enumerable.Range(0, 1000).Select(i => (char)('a' + (i % 26))));
        var problem = new Problem("test.yaml", 1, column, "wrong") { SourceLine = source, Length = 3 };

        string[] lines = problem.Render(columns: 80).Split('\n');

        int marker = lines[2].IndexOf('^', StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
        Assert.Equal(source[(column - 1)..(column + 2)], lines[1][marker..(marker + 3)]);
        Assert.Equal(lines[2].Length, marker + 3);
    }
}
