namespace NetComm.Protocols.Ftp;

/// <summary>The files of an FTP server, in memory and never on a disk. Directories exist only as parts of the files' paths.</summary>
internal sealed class FtpTree(IEnumerable<AppFile> files)
{
    /// <summary>How much clients may store in total, in bytes.</summary>
    public const long MostStored = 64L * 1024 * 1024;

    private const int MostFiles = 10_000;

    private readonly SortedDictionary<string, FileContent> _files =
        new(files.ToDictionary(file => file.Path, file => file.Content), StringComparer.Ordinal);
    private readonly Dictionary<string, (long Bytes, SimTime At)> _stored = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The absolute path that a client means, seen from its current directory, without dots.</summary>
    public static string Resolve(string directory, string typed)
    {
        var kept = new List<string>();
        foreach (string segment in (typed.StartsWith('/') ? typed : $"{directory}/{typed}")
            .Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        return "/" + string.Join('/', kept);
    }

    public FileContent? Find(string path)
    {
        lock (_gate) return _files.GetValueOrDefault(path);
    }

    public bool IsDirectory(string path)
    {
        string inside = Inside(path);
        lock (_gate) return path == "/" || _files.Keys.Any(file => file.StartsWith(inside, StringComparison.Ordinal));
    }

    /// <summary>The entries of a directory, by name; the content of a directory among them is null.</summary>
    public IReadOnlyList<(string Name, FileContent? Content)> List(string path)
    {
        string inside = Inside(path);
        var entries = new SortedDictionary<string, FileContent?>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach ((string file, FileContent content) in _files)
            {
                if (!file.StartsWith(inside, StringComparison.Ordinal)) continue;
                string rest = file[inside.Length..];
                int slash = rest.IndexOf('/');
                entries[slash < 0 ? rest : rest[..slash]] = slash < 0 ? content : null;
            }
        }

        return [.. entries.Select(entry => (entry.Key, entry.Value))];
    }

    /// <summary>Why a file cannot be stored at this path; null where it can.</summary>
    public string? Refusal(string path)
    {
        if (path == "/" || IsDirectory(path)) return "It is a directory.";
        lock (_gate)
        {
            for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                if (_files.ContainsKey(path[..slash])) return "A file is no directory.";
            }

            return _files.Count >= MostFiles && !_files.ContainsKey(path) ? "There are too many files." : null;
        }
    }

    public long RoomFor(string path)
    {
        lock (_gate) return MostStored - _stored.Values.Sum(file => file.Bytes) + _stored.GetValueOrDefault(path).Bytes;
    }

    /// <summary>When a client stored it; what was there before is from the begin of the run, and so are directories.</summary>
    public SimTime ChangedAt(string path)
    {
        lock (_gate) return _stored.GetValueOrDefault(path).At;
    }

    public void Store(string path, byte[] bytes, SimTime now)
    {
        lock (_gate)
        {
            _files[path] = FileContent.Of(bytes);
            _stored[path] = (bytes.Length, now);
        }
    }

    private static string Inside(string path) => path == "/" ? path : path + "/";
}
