namespace NetComm.Cli.Grading;

/// <summary>A scenario file that someone handed in.</summary>
/// <param name="Name">Its path below the folder of all, with <c>/</c>; also the name of its folder among the grades, so that no two share
/// one.</param>
/// <param name="File">Its full path.</param>
internal sealed record Submission(string Name, string File)
{
    /// <summary>Whether it is a symbolic link. None is followed: it may lead to another's file, or out of the folder.</summary>
    public bool IsLink { get; init; }

    /// <summary>
    /// All submissions below a folder, by name: .yaml and .yml files, and links to folders; but for dot names and gradings.
    /// </summary>
    /// <param name="leftOut">Files and folders that are no submissions, as full paths.</param>
    public static IReadOnlyList<Submission> AllIn(string folder, params string[] leftOut)
    {
        string top = Path.GetFullPath(folder);
        return
        [
            .. FilesIn(top, leftOut)
                .Select(entry => new Submission(
                    Path.GetRelativePath(top, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'), entry.FullName)
                {
                    IsLink = entry.LinkTarget is not null,
                })
                .OrderBy(submission => submission.Name, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<FileSystemInfo> FilesIn(string folder, string[] leftOut)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || leftOut.Contains(entry.FullName)) continue;
            if (entry is FileInfo)
            {
                if (Path.GetExtension(entry.Name).ToUpperInvariant() is ".YAML" or ".YML") yield return entry;
            }
            else if (entry.LinkTarget is not null)
            {
                yield return entry;
            }
            else if (!GradingFiles.AreIn(entry.FullName))
            {
                foreach (FileSystemInfo file in FilesIn(entry.FullName, leftOut)) yield return file;
            }
        }
    }
}
