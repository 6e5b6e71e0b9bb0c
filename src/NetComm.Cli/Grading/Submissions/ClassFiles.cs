namespace NetComm.Cli.Grading;

/// <summary>Finds what a class has handed in.</summary>
internal static class ClassFiles
{
    /// <summary>What programs keep for themselves.</summary>
    private static readonly string[] Stores = [".git", ".hg", ".svn"];

    /// <summary>
    /// Each file among these paths and below them, hidden ones too, by name: relative to the folder, or to the deepest that holds all.
    /// Gradings and the stores of version control are left out.
    /// </summary>
    /// <param name="paths">Folders and files.</param>
    /// <param name="leftOut">Files and folders that are not handed in, as full paths.</param>
    /// <exception cref="UsageException">A path leads to nothing.</exception>
    public static IReadOnlyList<HandedInFile> In(IReadOnlyList<string> paths, IReadOnlyCollection<string> leftOut)
    {
        string[] full = [.. paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).Distinct()];
        for (int i = 0; i < full.Length; i++)
        {
            if (!Path.Exists(full[i]) && new FileInfo(full[i]).LinkTarget is null)
                throw new UsageException($"there is no file or folder '{paths[Math.Min(i, paths.Count - 1)]}'");
        }

        string top = full.Length == 1 && Directory.Exists(full[0]) ? full[0] : CommonFolder(full);
        return
        [
            .. full.SelectMany(path => Directory.Exists(path) ? Below(path, leftOut) : [Of(new FileInfo(path))])
                .DistinctBy(file => file.Path)
                .Select(file => file with { Name = Path.GetRelativePath(top, file.Path).Replace(Path.DirectorySeparatorChar, '/') })
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    private static string CommonFolder(string[] paths)
    {
        string folder = Path.GetDirectoryName(paths[0]) ?? paths[0];
        while (!paths.All(path => IsIn(folder, path)) && Path.GetDirectoryName(folder) is { } above) folder = above;
        return folder;
    }

    private static bool IsIn(string folder, string path) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<HandedInFile> Below(string folder, IReadOnlyCollection<string> leftOut)
    {
        FileSystemInfo[]? entries = EntriesOf(folder);
        if (entries is null)
        {
            yield return new HandedInFile("", folder) { IsClosed = true };
            yield break;
        }

        foreach (FileSystemInfo entry in entries)
        {
            if (leftOut.Contains(entry.FullName)) continue;
            if (entry is FileInfo || entry.LinkTarget is not null)
            {
                yield return Of(entry);
            }
            else if (!Stores.Contains(entry.Name) && !GradingFiles.AreIn(entry.FullName))
            {
                foreach (HandedInFile file in Below(entry.FullName, leftOut)) yield return file;
            }
        }
    }

    private static FileSystemInfo[]? EntriesOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HandedInFile Of(FileSystemInfo entry) => new("", entry.FullName) { IsLink = entry.LinkTarget is not null };
}
