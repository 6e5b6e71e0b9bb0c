using System.Runtime.CompilerServices;

namespace NetComm.Scenarios.Tests;

/// <summary>The scenario files beside these tests.</summary>
internal static class Samples
{
    /// <summary>The folder of the scenarios that ship, as seen from here.</summary>
    public const string Shipped = "../../scenarios";

    /// <summary>Files of a folder and those below it, by path from there without extension.</summary>
    public static IEnumerable<string> In(string folder)
    {
        string top = Path.Combine(Here(), folder);
        return Directory.EnumerateFiles(top, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(top, file), null)).Order(StringComparer.Ordinal);
    }

    public static string Text(string folder, string name) => File.ReadAllText(PathOf(folder, name));

    public static string PathOf(string folder, string name) => Path.Combine(Here(), folder, name + ".yaml");

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
