using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Documents;

/// <summary>What the README tells to type works as it stands there.</summary>
public sealed partial class ReadmeCommandTests : IDisposable
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Here(), "../../.."));
    private static readonly string Readme = File.ReadAllText(Path.Combine(Top, "README.md")).ReplaceLineEndings("\n");

    /// <summary>What begins so is not run here, and why.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["dotnet run -c Release --project src/NetComm.Cli -- run scenarios/1-first-steps/1-two-hosts.yaml"] = ".ci/run",
        ["dotnet test -c Release"] = ".ci/run",
        ["dotnet publish -c Release -o ~/netcomm"] = ".ci/run",
        ["PATH="] = ".ci/run",
        ["dotnet pack -c Release -o packages src/NetComm.Cli"] = "PackageTests",
        ["dotnet tool install netcomm"] = "PackageTests",
        ["docker "] = "no machine of ours has its daemon; DockerfileTests look at what it is made from",
        ["netcomm watch "] = "WatchTests: it ends with Ctrl-C alone",
        ["netcomm sweep FILE --remote "] = "WorkerTests: it waits for other machines",
        ["netcomm worker --join "] = "WorkerTests: likewise",
    };

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Every_command_in_a_block_runs()
    {
        CopyClass();
        string[] commands =
            [.. Blocks("bash", "").SelectMany(block => block.Split('\n')).Select(WithoutRemark).Where(line => line.Length > 0)];
        string[] here = [.. commands.Where(command => !Elsewhere.Keys.Any(begin => command.StartsWith(begin, StringComparison.Ordinal)))];

        Assert.All(Elsewhere.Keys, begin => Assert.Contains(commands, command => command.StartsWith(begin, StringComparison.Ordinal)));
        Assert.All(here, command =>
        {
            Match match = OurCommand().Match(command);
            Assert.True(match.Success, command);
            Outcome outcome = _place.Run(match.Groups["arguments"].Value.Split(' '));
            // A lower loss than the lesson expects is what that command is there to show.
            int due = command.Contains("--set", StringComparison.Ordinal) ? 1 : 0;
            Assert.True(outcome.Status == due, command + outcome.Output + outcome.Errors);
        });
    }

    /// <summary>A command within a sentence has placeholders: there is such a command with such options.</summary>
    [Fact]
    public void Every_command_in_a_sentence_is_one_of_ours()
    {
        string[] commands =
            [.. InlineCommand().Matches(Readme).Select(match => match.Groups["arguments"].Value.ReplaceLineEndings(" "))];

        Assert.NotEmpty(commands);
        Assert.All(commands.GroupBy(command => command.Split(' ')[0]), command =>
        {
            string help = _place.Run(command.Key, "--help").Output;
            Assert.Contains($"netcomm {command.Key}", help, StringComparison.Ordinal);
            IEnumerable<string> options = command.SelectMany(one => Option().Matches(one).Select(match => match.Value)).Distinct();
            Assert.All(options, option => Assert.Contains($"{option} ", help, StringComparison.Ordinal));
        });
    }

    /// <summary>Its readers find their part at once: a command, and a picture of what comes of it.</summary>
    [Theory]
    [InlineData("You learn")]
    [InlineData("You teach")]
    [InlineData("You measure")]
    [InlineData("You build")]
    public void Each_readers_part_begins_with_a_command_and_a_picture(string title)
    {
        string part = Readme.Split($"\n## {title}\n")[1].Split("\n## ")[0];

        Assert.Matches(@"^\n```(bash)?\n[^\n]+\n```\n\n!\[[^\]]+\]\(reports/gallery/[^)]+\.svg\)\n", part);
    }

    [SkippableFact]
    public void Its_lines_of_Python_read_what_the_commands_above_them_wrote()
    {
        // The system's packages are for the system's Python, which need not be the first on the path.
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : ExternalTool.Require("python3");
        ExternalTool.RequireThat(python, "pandas is not installed on this machine", "-c", "import pandas");

        RequireNotebook(python, "-c", Blocks("python").Single());
    }

    /// <summary>R is large, and not asked for anywhere else: these lines are run where it is.</summary>
    [Fact]
    public void Its_lines_of_R_do_where_R_is_installed()
    {
        if (ExternalTool.Find("Rscript") is { } rscript) RequireNotebook(rscript, "-e", Blocks("r").Single());
    }

    private void RequireNotebook(string program, string option, string lines)
    {
        _place.Run("run", "lossy-link", "--capture", "none", "--quiet");
        _place.Run("new", "study", "--template", "sweep");
        _place.Run("sweep", "study.yaml", "--quiet");

        Outcome outcome = _place.RunProgram(program, option, lines);

        // 899 of 1000 packets and a 95th percentile of 33.36 ms: the README's output of the run.
        Assert.True(outcome.Status == 0, outcome.Errors);
        Assert.Matches(@"\b899\b", outcome.Output);
        Assert.Contains("p95 of latency, in ms: 33.3", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(outcome.Output, "300 packets/s"));
    }

    private static IEnumerable<string> Blocks(params string[] languages) =>
        Fence().Matches(Readme).Where(match => languages.Contains(match.Groups["language"].Value))
            .Select(match => match.Groups["text"].Value);

    private static string WithoutRemark(string line) => Remark().Replace(line, "").Trim();

    private void CopyClass()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Top, "tests/class"), "*", SearchOption.AllDirectories))
        {
            string copy = _place[Path.GetRelativePath(Top, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(netcomm|dotnet run -c Release --project src/NetComm\.Cli --) (?<arguments>.+)$")]
    private static partial Regex OurCommand();

    [GeneratedRegex(@"(?<!`)`netcomm (?<arguments>[a-z][^`]*)`(?!`)")]
    private static partial Regex InlineCommand();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Remark();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
