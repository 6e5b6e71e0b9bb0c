using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Sim.Tests.Architecture;

/// <summary>A file of C#, by its path from the top of the checkout.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The text without comments that run to the end of a line.</summary>
    internal string Code => Regex.Replace(Text, "//.*", "");
}

/// <summary>The C# of the checkout.</summary>
internal static class SourceFiles
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    /// <summary>What ships.</summary>
    internal static readonly IReadOnlyList<SourceFile> Product = [.. Under("src")];

    internal static readonly IReadOnlyList<SourceFile> All = [.. Product, .. Under("tests")];

    /// <summary>The scenarios that ship, by their paths from the top.</summary>
    internal static IEnumerable<string> Lessons =>
        from path in Directory.EnumerateFiles(PathOf("scenarios"), "*.yaml", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Top, path).Replace('\\', '/')
        orderby file
        select file;

    /// <summary>The full path of a file.</summary>
    internal static string PathOf(string path) => Path.Combine(Top, path);

    /// <summary>Any file, by its path from the top.</summary>
    internal static string Text(string path) => File.ReadAllText(PathOf(path));

    private static IEnumerable<SourceFile> Under(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Top, folder), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Top, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        orderby file
        select new SourceFile(file, File.ReadAllText(path));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
