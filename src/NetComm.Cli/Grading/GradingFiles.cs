namespace NetComm.Cli.Grading;

/// <summary>The names of a grading's files. Beside them stand the submissions' folders, in the tree that was handed in.</summary>
internal static class GradingFiles
{
    public const string Csv = "grades.csv";
    public const string Markdown = "grades.md";
    public const string Html = "grades.html";
    public const string Moodle = "moodle.csv";

    /// <summary>In the folder of a submission that could not be graded: the reason.</summary>
    public const string Errors = "errors.txt";

    /// <summary>In the folder of a submission, of one that is no scenario too.</summary>
    private static readonly string[] OfSubmission = [Errors, GradescopeJson.FileName];

    public static bool AreIn(string folder) => File.Exists(Path.Combine(folder, Csv)) && File.Exists(Path.Combine(folder, Markdown));

    /// <summary>The page of the class; its table where an interruption left no time for the page.</summary>
    public static string FirstToOpen(string folder) => File.Exists(Path.Combine(folder, Html)) ? Html : Markdown;

    /// <summary>A file or folder that no grading has written; null where it is empty or holds grades and nothing else.</summary>
    public static string? UnexpectedEntry(string folder)
    {
        if (!AreIn(folder))
            return Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
                .FirstOrDefault();
        string? file = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .FirstOrDefault(name => name is not (Csv or Markdown or Html or Moodle));
        return file ?? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(StrangerBelow)
            .FirstOrDefault(stranger => stranger is not null);
    }

    /// <summary>A folder below belongs to a submission, or contains such folders, or holds the grades of one graded again.</summary>
    private static string? StrangerBelow(string folder)
    {
        if (AreIn(folder)) return UnexpectedEntry(folder);
        string[] files = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        if (files.FirstOrDefault(name => !OfSubmission.Contains(name) && !RunFiles.All.Contains(name)) is { } stranger) return stranger;
        IEnumerable<string> below = Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);
        return files.Contains(RunFiles.Log)
            ? below.Select(path => Path.GetFileName(path)).FirstOrDefault(name => !RunFiles.All.Contains(name))
            : below.Select(StrangerBelow).FirstOrDefault(found => found is not null);
    }
}
