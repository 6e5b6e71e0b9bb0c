namespace NetComm.Cli.Grading;

internal sealed record GradeRequest
{
    /// <summary>Folders and files, as typed.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public required string RubricFile { get; init; }

    public required string OutputFolder { get; init; }

    public required int Jobs { get; init; }

    /// <summary>The real time that reading and running one submission may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>For which system the grades are written too: <c>gradescope</c>, <c>moodle</c>; null: none.</summary>
    public string? Export { get; init; }

    /// <summary>Where the checks are written as JUnit XML; null: nowhere.</summary>
    public string? JUnit { get; init; }

    public bool Quiet { get; init; }

    public bool Json { get; init; }

    /// <summary>The name of the folder, for a submission whose files lie in no folder of their own.</summary>
    public string TopName
    {
        get
        {
            string first = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Paths[0]));
            string folder = Directory.Exists(first) ? first : Path.GetDirectoryName(first) ?? first;
            return Path.GetFileName(folder) is { Length: > 0 } name ? name : "class";
        }
    }
}
