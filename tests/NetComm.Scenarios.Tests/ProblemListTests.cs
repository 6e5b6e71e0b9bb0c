using System.Text;

namespace NetComm.Scenarios.Tests;

public sealed class ProblemListTests
{
    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "test.yaml: 1 more error: the first 100 are shown")]
    [InlineData(5000, "test.yaml: 4900 more errors: the first 100 are shown")]
    public void A_hundred_problems_of_a_file_are_shown_and_the_others_counted(int wrong, string? last)
    {
        IReadOnlyList<Problem> problems = Assert.Throws<ScenarioException>(() => ScenarioText.Of(Wrong(wrong))).Problems;

        Assert.Equal(last is null ? 100 : 101, problems.Count);
        Assert.Equal(Enumerable.Range(4, 100), problems.Take(100).Select(problem => problem.Line));
        Assert.Equal(last, problems.Skip(100).SingleOrDefault()?.Render());
    }

    // A flow's names are looked up after all keys were checked: its problem is the last that is found, and the first of the file.
    [Fact]
    public void The_first_by_place_are_shown_in_whatever_order_they_were_found()
    {
        const string Flow = "flows: [ { name: f, from: h1, to: nobody, traffic: { kind: bulk, bytes: 1 kB } } ]";
        string text = Wrong(200).Replace("duration: 1 s", Flow, StringComparison.Ordinal);

        IReadOnlyList<Problem> problems = Assert.Throws<ScenarioException>(() => ScenarioText.Of(text)).Problems;

        Assert.StartsWith("flow 'f': 'from' must be a host on a link", problems[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("flow 'f': 'to' must be a host", problems[1].Message, StringComparison.Ordinal);
        Assert.Equal("102 more errors: the first 100 are shown", problems[^1].Message);
    }

    private static string Wrong(int hosts)
    {
        var text = new StringBuilder("scenario: Wrong\nduration: 1 s\nhosts:\n");
        for (int i = 0; i < hosts; i++) text.Append("  h").Append(i).Append(": { adress: 1 }\n");
        return text.ToString();
    }
}
