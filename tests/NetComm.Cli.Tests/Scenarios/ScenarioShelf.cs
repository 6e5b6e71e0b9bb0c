using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetComm.Cli.Finding;
using NetComm.Scenarios;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>The scenarios that ship: files in topic folders, in teaching order.</summary>
internal static class ScenarioShelf
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Folder(), "../../../scenarios"));

    /// <summary>Relative to the shelf, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Top, "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Top, path).Replace('\\', '/')).Order(PathOrder.Instance)];

    public static string PathOf(string file) => Path.Combine(Top, file);

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    public static Scenario Read(string file) => ScenarioReader.Read(PathOf(file));

    /// <summary>What one of the file's own keys (<c>x-…</c>, which a run ignores) says; empty where it is missing.</summary>
    public static string Note(string file, string key) => Regex.Match(Text(file), $"(?<=^{key}: ).+$", RegexOptions.Multiline).Value;

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
