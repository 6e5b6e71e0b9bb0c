using NetComm.Cli.Comparing;
using NetComm.Cli.Grading;
using NetComm.Cli.Sweeps;

namespace NetComm.Cli.Finding;

/// <summary>The scenario files of a folder and of those below it. What runs have written there are copies, and none of them.</summary>
internal static class ScenarioFolder
{
    /// <summary>The topic of what lies in the folder itself.</summary>
    public const string NoTopic = ".";

    /// <summary>So many folders down they are looked for.</summary>
    private const int Deepest = 4;

    /// <summary>Those of the folder itself first, then topic by topic, in the order in which people count.</summary>
    /// <exception cref="UsageException">It holds none.</exception>
    public static IReadOnlyList<string> FilesIn(string folder)
    {
        string[] files =
        [
            .. Below(folder, Deepest)
                .OrderBy(file => TopicOf(folder, file) == NoTopic ? "" : TopicOf(folder, file), PathOrder.Instance)
                .ThenBy(file => file, PathOrder.Instance),
        ];
        return files.Length > 0 ? files : throw new UsageException($"'{Displayed.Path(folder)}' holds no scenarios (*.yaml)");
    }

    /// <summary>The path of the folder in which a file lies, from <paramref name="folder"/> on.</summary>
    public static string TopicOf(string folder, string file) =>
        Path.GetRelativePath(folder, Path.GetDirectoryName(Path.GetFullPath(file))!);

    private static IEnumerable<string> Below(string folder, int depth)
    {
        foreach (string found in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions()))
        {
            // The working folder is left out of the names, as people do.
            string entry = folder == "." ? Path.GetFileName(found) : found;
            if (Path.GetFileName(entry).StartsWith('.')) continue;
            if (File.Exists(entry))
            {
                if (Path.GetExtension(entry) is ".yaml" or ".yml") yield return entry;
            }
            else if (depth > 0 && !IsWritten(entry))
            {
                foreach (string file in Below(entry, depth - 1)) yield return file;
            }
        }
    }

    private static bool IsWritten(string folder) =>
        GradingFiles.AreIn(folder)
        || (File.Exists(Path.Combine(folder, RunFiles.Scenario))
            && ((string[])[RunFiles.Log, SweepFiles.Journal, CompareFolder.Json]).Any(mark => File.Exists(Path.Combine(folder, mark))));
}
