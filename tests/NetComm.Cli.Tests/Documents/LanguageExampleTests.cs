using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Documents;

/// <summary>
/// Every example is what its page says of it: it can be run, or is still to come, or has exactly the mistakes that are shown.
/// </summary>
public sealed partial class LanguageExampleTests : IDisposable
{
    private const string Language = "scenarios/LANGUAGE.md";

    /// <summary>The base that rubrics on the pages name.</summary>
    private const string Reference = """
        scenario: The network that all get
        hosts: { phone: {}, desk: {} }
        links: [ { name: core, between: [phone, desk], rate: 1 Mbps, loss: 5 % } ]
        flows: [ { name: call, from: phone, to: desk, traffic: { kind: constant, rate: 50 packets/s, size: 160 B }, count: 10 } ]

        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(Language, 18)]
    [InlineData("README.md", 1)]
    [InlineData("reports/FILES.md", 0)]
    public void Every_example_of_a_page_is_read_without_a_problem(string page, int atLeast)
    {
        Example[] valid = [.. Examples(page, ExampleKind.Valid).Where(example => !example.IsRubric)];

        string[] problems = [.. Validated(valid).SelectMany((said, i) => said.Select(line => $"{valid[i].Place}: {line}"))];

        Assert.True(valid.Length >= atLeast, $"{page} has {valid.Length} examples");
        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Every_example_of_what_is_coming_is_refused_as_not_supported_yet_and_for_nothing_else()
    {
        Example[] coming = [.. Examples(Language, ExampleKind.Coming)];

        IReadOnlyList<string>[] said = Validated(coming);

        string[] read =
            [.. coming.Where((_, i) => said[i].Count == 0).Select(example => $"{example.Place}: is read, so it is no longer coming")];
        string[] others = [.. coming.SelectMany((example, i) => said[i].Where(IsOther).Select(line => $"{example.Place}: {line}"))];
        Assert.True(read.Length == 0, string.Join('\n', read));
        Assert.True(others.Length == 0, string.Join('\n', others));
    }

    [Fact]
    public void Mistakes_are_told_in_the_words_that_the_page_shows()
    {
        Example wrong = Examples(Language, ExampleKind.Wrong).Single();
        string shown = MarkdownPage.Read(Language).Blocks("text").Single().Text;

        Outcome outcome = _place.Run("validate", _place.Scenario(wrong.Text, "mistakes.yaml"));

        Assert.Equal(2, outcome.Status);
        Assert.Equal(shown, string.Concat(outcome.Errors.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd() + "\n")));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("reports/FILES.md")]
    public void Every_rubric_of_a_page_can_be_graded_with(string page)
    {
        Example[] rubrics = [.. Examples(page, ExampleKind.Valid).Where(example => example.IsRubric)];

        Assert.NotEmpty(rubrics);
        Assert.All(rubrics, rubric => Assert.Equal((0, ""), Graded(rubric)));
    }

    private static bool IsOther(string line) => !line.EndsWith("not supported yet", StringComparison.Ordinal);

    private static IEnumerable<Example> Examples(string page, ExampleKind kind) =>
        Example.Of(MarkdownPage.Read(page)).Where(example => example.Kind == kind);

    private (int Status, string Errors) Graded(Example rubric)
    {
        Directory.CreateDirectory(_place["class"]);
        _place.Scenario(SampleScenarios.Passing, "class/one.yaml");
        _place.Scenario(Reference, "reference.yaml");
        Outcome outcome = _place.Run("grade", "class", "--rubric", _place.Scenario(rubric.Text, "rubric.yaml"));
        return (outcome.Status, outcome.Errors);
    }

    /// <summary>The headlines of the problems of each example.</summary>
    private IReadOnlyList<string>[] Validated(Example[] examples)
    {
        if (examples.Length == 0) return [];
        File.WriteAllText(_place["call.csv"], "time_s,size_bytes\n0,160\n");
        File.WriteAllBytes(_place["call.pcapng"], new CaptureBuilder().Section().Interface(101).Packet(0, 0, CaptureBuilder.Udp(160)).Bytes);
        string[] files = [.. examples.Select((example, i) => _place.Scenario(example.Text, $"example-{i}.yaml"))];
        string[] lines = _place.Run(["validate", .. files]).Errors.Split('\n');
        ILookup<string, string> headlines = lines.Where(line => Headline().IsMatch(line))
            .ToLookup(line => Headline().Match(line).Groups[1].Value);
        return [.. files.Select(file => (IReadOnlyList<string>)[.. headlines[file]])];
    }

    [GeneratedRegex(@"^(example-\d+\.yaml)(\(\d+,\d+\))?: ")]
    private static partial Regex Headline();
}
