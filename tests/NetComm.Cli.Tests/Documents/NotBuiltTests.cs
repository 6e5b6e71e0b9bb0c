namespace NetComm.Cli.Tests.Documents;

/// <summary>What is decided and not built says so in one line, and nothing that is asked for is passed over in silence.</summary>
public sealed class NotBuiltTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("run", "ten.yaml", "--cores", "2")]
    public void An_option_that_is_not_built_is_refused_in_one_line_and_nothing_is_written(params string[] arguments)
    {
        _place.Scenario(SampleScenarios.Passing, "ten.yaml");
        string option = arguments[^2];

        Outcome outcome = _place.Run(arguments);

        Assert.Equal(2, outcome.Status);
        Assert.Equal(
            $"'{option}' is not built yet\n'netcomm {arguments[0]} --help' says what can be asked for.\n",
            outcome.Errors.ReplaceLineEndings("\n"));
        Assert.Equal("", outcome.Output);
        Assert.False(Directory.Exists(_place["reports"]));
    }

    [Theory]
    [InlineData("run", "--cores")]
    public void Help_says_what_is_not_built(string command, string name)
    {
        string help = _place.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output;

        string[] lines = [.. help.Split('\n').SkipWhile(line => !line.TrimStart().StartsWith(name, StringComparison.Ordinal))];
        IEnumerable<string> further = lines.Skip(1).TakeWhile(line => line.StartsWith("     ", StringComparison.Ordinal));
        string[] words = string.Join(' ', further.Prepend(lines[0])).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("(Not built yet.)", string.Join(' ', words), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_run_says_that_it_leaves_the_sweep_of_the_file_alone()
    {
        _place.Scenario(SampleScenarios.Passing + "sweep: { vary: { links.wire.delay: [10 ms, 20 ms] } }\n", "ten.yaml");
        const string Said = "ten.yaml: 'sweep' is for netcomm sweep; this is one run, with the values that stand in the file";

        Outcome outcome = _place.Run("run", "ten.yaml");
        Outcome asData = _place.Run("run", "ten.yaml", "--json");
        Outcome quiet = _place.Run("run", "ten.yaml", "--quiet");

        Assert.Equal(0, outcome.Status);
        Assert.Contains(Said, outcome.Output, StringComparison.Ordinal);
        Assert.Contains(Said, asData.Errors, StringComparison.Ordinal);
        Assert.Equal("", quiet.Output + quiet.Errors);
    }
}
