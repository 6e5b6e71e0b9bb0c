using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Packages;

/// <summary>What the container is made from is there, and enough: the daemon that makes it is on no machine of ours.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Here(), "../../.."));
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Top, "Dockerfile"));

    [Fact]
    public void What_it_copies_holds_all_that_the_build_reads()
    {
        string[] copied = [.. Lines.Select(line => Copy().Match(line)).Where(match => match.Success)
            .SelectMany(match => match.Groups["sources"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        string[] outside = [.. Directory.EnumerateFiles(Path.Combine(Top, "src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Outside().Matches(File.ReadAllText(file)).Select(match => match.Groups["folder"].Value)).Distinct()];

        Assert.All(copied, source => Assert.True(Path.Exists(Path.Combine(Top, source)), source));
        Assert.Contains("src", copied);
        Assert.All([.. outside, ".build", ".editorconfig", "Directory.Build.props", "Directory.Packages.props", "global.json"],
            needed => Assert.Contains(needed, copied));
    }

    [Fact]
    public void It_publishes_by_the_command_of_the_projects_name()
    {
        Assert.Contains("RUN dotnet publish -c Release -o /netcomm src/NetComm.Cli", Lines);
        Assert.Contains("COPY --from=build /netcomm /usr/local/lib/netcomm", Lines);
        Assert.Contains("ENTRYPOINT [\"netcomm\"]", Lines);
    }

    /// <summary>From the context, and into a folder of the same name or the current one.</summary>
    [GeneratedRegex(@"^COPY (?!--)(?<sources>.+) \S+$")]
    private static partial Regex Copy();

    /// <summary>A folder beside src that a project takes something from.</summary>
    [GeneratedRegex("\"\\.\\./\\.\\./(?<folder>[\\w.]+)/")]
    private static partial Regex Outside();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
