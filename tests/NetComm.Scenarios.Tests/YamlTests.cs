using System.Text;

namespace NetComm.Scenarios.Tests;

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
