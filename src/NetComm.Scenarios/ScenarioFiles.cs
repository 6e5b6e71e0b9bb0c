using NetComm.Scenarios.Recordings;

namespace NetComm.Scenarios;

/// <summary>
/// Where the files are that a scenario names: beside it, or among the copies that a run keeps in the folder <see cref="Kept"/>, which is
/// looked into first. Each is read once.
/// </summary>
public sealed class ScenarioFiles
{
    /// <summary>The folder of the copies, beside the scenario.</summary>
    public const string Kept = "files";

    /// <summary>The largest file, in MiB: ten times the largest map of the Internet Topology Zoo is 6 MB.</summary>
    private const int LargestFile = 64;

    /// <summary>The longest name, so that its copy has a name that every system takes.</summary>
    private const int LongestName = 200;

    private readonly string? _folder;
    private readonly bool _staysInside;
    private readonly Dictionary<string, ScenarioFile> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Recording> _recordings = new(StringComparer.Ordinal);

    private ScenarioFiles(string? folder, bool staysInside)
    {
        _folder = folder;
        _staysInside = staysInside;
    }

    /// <summary>The files of scenarios in a folder.</summary>
    /// <param name="folder">The scenario's folder.</param>
    /// <param name="staysInside">Whether files outside the folder are refused. Default false.</param>
    public static ScenarioFiles In(string folder, bool staysInside = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new(Path.GetFullPath(folder), staysInside);
    }

    /// <summary>The files of a scenario, by the path of that; a text without a path has the working folder.</summary>
    internal static ScenarioFiles Beside(string file, bool staysInside = false) =>
        In(Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".", staysInside);

    /// <summary>These files and no others: a scenario that has travelled with them.</summary>
    public static ScenarioFiles Of(IEnumerable<ScenarioFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var given = new ScenarioFiles(folder: null, staysInside: true);
        foreach (ScenarioFile file in files) given._read[file.Name] = file;
        return given;
    }

    /// <summary>The name of a file's copy in <see cref="Kept"/>: its own, with what stands between folders as <c>%2F</c>.</summary>
    public static string NameOfCopy(string name) => Uri.EscapeDataString(name);

    /// <summary>Files that are known already, whatever lies in the folder.</summary>
    internal void Add(IEnumerable<ScenarioFile> files)
    {
        foreach (ScenarioFile file in files) _read[file.Name] = file;
    }

    /// <summary>A file that was read already.</summary>
    internal ScenarioFile this[string name] => _read[name];

    /// <summary>A file by the name that the scenario gives it.</summary>
    /// <exception cref="UnusableFileException">There is none, or it cannot be read.</exception>
    internal ScenarioFile Find(string name)
    {
        if (!_read.TryGetValue(name, out ScenarioFile? file)) _read[name] = file = new(name, ContentOf(PlaceOf(name)));
        return file;
    }

    /// <summary>A recording of traffic.</summary>
    /// <exception cref="UnusableFileException">There is none, or it cannot be used.</exception>
    internal Recording RecordingIn(string name)
    {
        if (!_recordings.TryGetValue(name, out Recording? recording))
            _recordings[name] = recording = Recording.Of(Find(name).Content.Span);
        return recording;
    }

    private string PlaceOf(string name)
    {
        if (NameOfCopy(name).Length > LongestName) throw new UnusableFileException($"its name is longer than {LongestName} characters");
        if (_folder is null) throw new UnusableFileException("it has not travelled with the scenario");
        string copy = Path.Combine(_folder, Kept, NameOfCopy(name));
        string place = File.Exists(copy) || name.Contains('\0', StringComparison.Ordinal) ? copy : Path.GetFullPath(name, _folder);
        if (_staysInside && !IsInside(place)) throw new UnusableFileException("it is outside the folder of the file that is graded");
        return place;
    }

    // A link leads anywhere.
    private bool IsInside(string place)
    {
        string relative = Path.GetRelativePath(_folder!, place);
        if (Path.IsPathRooted(relative) || relative is "." or "..") return false;
        string walked = _folder!;
        foreach (string name in relative.Split(Path.DirectorySeparatorChar))
        {
            walked = Path.Combine(walked, name);
            if (name == ".." || new FileInfo(walked).LinkTarget is not null) return false;
        }

        return true;
    }

    private static byte[] ContentOf(string place)
    {
        try
        {
            return RegularFile.Read(place, LargestFile);
        }
        catch (UnreadableFileException refused)
        {
            throw new UnusableFileException(refused.Message);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnusableFileException("there is no such file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnusableFileException(Directory.Exists(place) ? "this is a folder, not a file" : "the file cannot be read");
        }
    }
}

/// <summary>A file that the scenario names cannot be used; the message says why.</summary>
internal class UnusableFileException(string message) : Exception(message);
