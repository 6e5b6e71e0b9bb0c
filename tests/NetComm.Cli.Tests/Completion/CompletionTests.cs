namespace NetComm.Cli.Tests.Completion;

/// <summary>What may follow a command line, and the scripts by which shells ask for it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("netcomm wa", "watch")]
    [InlineData("netcomm run --mo", "--mode")]
    [InlineData("netcomm run --mode ", "loopback simulated")]
    [InlineData("netcomm run --format m", "md")]
    [InlineData("netcomm new first --template t", "tcp")]
    [InlineData("netcomm run lossy", "lossy-link lossy-path")]
    [InlineData("netcomm run c", "calculator-server chat-room client-server-and-peers coordinated-omission course/")]
    [InlineData("netcomm validate course/", "course/first.yaml course/second.yml")]
    [InlineData("netcomm sweep course/f", "course/first.yaml")]
    [InlineData("netcomm completion p", "powershell")]
    [InlineData("netcomm grade x --rubric ", "")]
    public void Words_that_may_follow(string line, string words)
    {
        Directory.CreateDirectory(_place["course"]);
        foreach (string file in (string[])["first.yaml", "second.yml", "notes.txt"]) _place.Scenario("", $"course/{file}");

        Outcome outcome = _place.Run("completion", "--line", line);

        Assert.Equal((words, ""), (string.Join(' ', outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), outcome.Errors));
    }

    [SkippableFact]
    public void Bash_completes_a_line_and_a_file_name_with_a_blank()
    {
        string bash = ExternalTool.Require("bash");
        _place.Scenario("", "my first.yaml");
        string script = $$"""
            netcomm() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "netcomm.dll")}}' "$@"; }
            eval "$(netcomm completion bash)"
            complete -p netcomm
            for COMP_LINE in 'netcomm run --jun' 'netcomm run my'; do
                COMP_POINT=${#COMP_LINE}
                _netcomm
                printf '<%s>' "${COMPREPLY[@]}"
            done
            """;

        Outcome outcome = _place.RunProgram(bash, "--norc", "-c", script);

        Assert.Equal("complete -o default -F _netcomm netcomm\n<--junit><my\\ first.yaml>", outcome.Output);
    }

    [SkippableFact]
    public void Zsh_offers_words_and_leaves_the_path_open_behind_a_folder()
    {
        string zsh = ExternalTool.Require("zsh");
        Directory.CreateDirectory(_place["course"]);
        string script = $$"""
            compdef() { print "compdef $*" }
            compadd() { print "compadd $*" }
            _files() { print files }
            netcomm() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "netcomm.dll")}}' "$@" }
            eval "$(netcomm completion zsh)"
            words=(netcomm run --jun) CURRENT=3 PREFIX=--jun; _netcomm
            words=(netcomm run cou) CURRENT=3 PREFIX=cou; _netcomm
            words=(netcomm grade x --rubric '') CURRENT=5 PREFIX=; _netcomm
            """;

        Outcome outcome = _place.RunProgram(zsh, "-f", "-c", script);

        Assert.Equal(
            "compdef _netcomm netcomm\ncompadd -- --junit\ncompadd -S  -- course/\nfiles\n", outcome.Output + outcome.Errors);
    }

    [Fact]
    public void A_shell_that_has_no_script_is_told_those_that_have()
    {
        Outcome outcome = _place.Run("completion", "fish");

        Assert.Equal((2, "SHELL must be bash, zsh or powershell, but was 'fish'\n"), (outcome.Status, outcome.Errors));
    }
}
