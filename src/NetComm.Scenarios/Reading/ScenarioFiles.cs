namespace NetComm.Scenarios.Reading;

/// <summary>Reads the files that a scenario names: relative to its folder, or from those that came along with its text.</summary>
/// <param name="scenario">The scenario's text, whose name leads to its folder.</param>
/// <param name="given">The files that came along; null: they are read from the disk.</param>
/// <param name="isConfined">Whether they must lie in the folder, as those of a submission that is graded.</param>
internal sealed class ScenarioFiles(SourceText scenario, IReadOnlyList<ScenarioFile>? given = null, bool isConfined = false)
{
    /// <summary>Largest file, in bytes: ten times the largest network of the Internet Topology Zoo is 6 MB.</summary>
    private const long Largest = 64 * 1024 * 1024;

    private readonly string _folder = Path.GetFullPath(Path.GetDirectoryName(scenario.Name) ?? "", Directory.GetCurrentDirectory());
    private readonly Dictionary<string, ScenarioFile> _read = new(StringComparer.Ordinal);

    /// <summary>Those that were read, in the order of their names.</summary>
    public IReadOnlyList<ScenarioFile> Read => [.. _read.Values.OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="UnusableFileException">It cannot be read.</exception>
    public ReadOnlyMemory<byte> ContentOf(string name)
    {
        if (!_read.TryGetValue(name, out ScenarioFile? file)) _read[name] = file = Find(name);
        return file.Content;
    }

    private ScenarioFile Find(string name)
    {
        if (given is not null)
            return given.FirstOrDefault(file => file.Name == name) ?? throw new UnusableFileException("it did not come along with the scenario");
        try
        {
            string path = Path.GetFullPath(name, _folder);
            if (isConfined && LeavesFolder(path)) throw new UnusableFileException("a submission names files of its own folder only");
            if (new FileInfo(path) is { Exists: true, Length: > Largest }) throw new UnusableFileException("it is too large: at most 64 MiB");
            return new(name, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnusableFileException("there is no such file in the scenario's folder");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnusableFileException("the file cannot be read");
        }
    }

    /// <summary>Whether a path leads out of the folder, by itself or over a symbolic link.</summary>
    private bool LeavesFolder(string path)
    {
        string top = Path.TrimEndingDirectorySeparator(_folder) + Path.DirectorySeparatorChar;
        if (!path.StartsWith(top, StringComparison.Ordinal)) return true;
        for (string? part = path; part is not null && part.Length > top.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null) return true;
        }

        return false;
    }
}

/// <summary>A file that the scenario names cannot be used; the message says why.</summary>
internal sealed class UnusableFileException(string message) : Exception(message);
