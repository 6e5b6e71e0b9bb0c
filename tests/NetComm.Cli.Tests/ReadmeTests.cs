using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests;

/// <summary>The README shows what is true: its scenario, and what that prints.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Folder(), "../.."));
    private static readonly string Readme = File.ReadAllText(Path.Combine(Top, "README.md"));

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Its_taste_of_a_scenario_stands_in_the_file()
    {
        string[] shown = Block("yaml");
        string[] file = File.ReadAllLines(Path.Combine(Top, "scenarios/1-first-steps/3-lossy-link.yaml"));

        int from = 0;
        Assert.All(shown.Where(line => line.Length > 0), line => Assert.True((from = Array.IndexOf(file, line, from) + 1) > 0, line));
    }

    [Fact]
    public void Its_output_is_that_of_the_run()
    {
        Outcome outcome = _place.Run("run", Path.Combine(Top, "scenarios/1-first-steps/3-lossy-link.yaml"));

        Assert.Equal(Figures(Block("text")), Figures(outcome.Output.Split('\n')));
    }

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        string[] named = [.. Named().Matches(Readme).Select(match => match.Value).Distinct()];

        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Top, path)), path));
    }

    /// <summary>Lines that hold something, without the one figure that differs from run to run.</summary>
    private static string[] Figures(string[] lines) =>
        [.. lines.Select(line => RealTime().Replace(line, "").TrimEnd()).Where(line => line.Length > 0)];

    private static string[] Block(string language) => Readme.Split($"```{language}\n")[1].Split("\n```")[0].Split('\n');

    [GeneratedRegex(@", in [\d.]+ s of real time")]
    private static partial Regex RealTime();

    [GeneratedRegex(@"(?<=[`(])(?!reports/NAME)(scenarios|src|reports)/[\w/.-]+\w/?(?=[`)])")]
    private static partial Regex Named();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
