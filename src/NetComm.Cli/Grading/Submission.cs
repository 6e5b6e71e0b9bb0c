namespace NetComm.Cli.Grading;

/// <summary>A scenario file that someone handed in.</summary>
/// <param name="Name">Its path below the folder of all, with <c>/</c>; also the name of its folder among the grades, so that no two share
/// one.</param>
/// <param name="File">Its full path.</param>
internal sealed record Submission(string Name, string File)
{
    /// <summary>All submissions below a folder, by name: .yaml and .yml files but for dot names, gradings and linked folders.</summary>
    /// <param name="leftOut">Files and folders that are no submissions, as full paths.</param>
    public static IReadOnlyList<Submission> AllIn(string folder, params string[] leftOut)
    {
        string top = Path.GetFullPath(folder);
        return
        [
            .. FilesIn(top, leftOut)
                .Select(file => new Submission(Path.GetRelativePath(top, file).Replace(Path.DirectorySeparatorChar, '/'), file))
                .OrderBy(submission => submission.Name, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> FilesIn(string folder, string[] leftOut)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || leftOut.Contains(entry.FullName)) continue;
            if (entry is FileInfo)
            {
                if (Path.GetExtension(entry.Name).ToUpperInvariant() is ".YAML" or ".YML") yield return entry.FullName;
            }
            else if (entry.LinkTarget is null && !GradingFiles.AreIn(entry.FullName))
            {
                foreach (string file in FilesIn(entry.FullName, leftOut)) yield return file;
            }
        }
    }
}
