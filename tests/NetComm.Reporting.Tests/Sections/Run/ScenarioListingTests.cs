using NetComm.Reporting.Sections.Run;

namespace NetComm.Reporting.Tests.Sections.Run;

/// <summary>The lesson is printed once in a report: not in the listing of the scenario too.</summary>
public sealed class ScenarioListingTests
{
    [Theory]
    [InlineData("|")]
    [InlineData(">-   # folded")]
    [InlineData("|2")]
    public void A_block_of_lines_gives_way_to_a_word(string header)
    {
        string text = ScenarioListing.WithoutLesson(
            $"scenario: A\ndescription: {header}\n  One.\n\n    Two: 2\n  # no comment\n\nseed: 3\nhosts:\n  a: {{}}\n");

        Assert.Equal("scenario: A\ndescription: …    # the lesson above\n\nseed: 3\nhosts:\n  a: {}\n", text);
    }

    [Theory]
    [InlineData("scenario: A\ndescription: One line.\nseed: 3\n")]
    [InlineData("scenario: A\nprograms:\n  - name: description\n    description: |\n      x\n")]
    [InlineData("scenario: A\n")]
    public void All_else_stays_as_it_was_run(string source) => Assert.Equal(source, ScenarioListing.WithoutLesson(source));

    [Fact]
    public void A_comment_behind_the_block_stays() =>
        Assert.Equal("description: …    # the lesson above\n# Hosts\nhosts: {}\n",
            ScenarioListing.WithoutLesson("description: |\n  One.\n# Hosts\nhosts: {}\n"));

    [Fact]
    public void A_block_may_end_the_file() =>
        Assert.Equal(
            "scenario: A\ndescription: …    # the lesson above\n", ScenarioListing.WithoutLesson("scenario: A\ndescription: |\n  One.\n"));
}
