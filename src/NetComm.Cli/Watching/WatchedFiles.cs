namespace NetComm.Cli.Watching;

/// <summary>
/// Notices when files are saved: by their time and length, some times a second, which works on network drives and in containers too, and
/// however an editor replaces a file.
/// </summary>
internal sealed class WatchedFiles
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    /// <summary>So often a file may look different in a row before it counts as saved all the same: about a second.</summary>
    private const int MostLooks = 8;

    private readonly Dictionary<string, (DateTime Written, long Length)> _seen = new(StringComparer.Ordinal);

    /// <summary>From now on a file counts as saved when it is not as it is now.</summary>
    public void Add(string path) => _seen[path] = Look(path);

    /// <summary>Ends once some file is not as it was, and is whole again: editors clear or rename it first.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task ChangedAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        while (IsAsSeen()) await timer.WaitForNextTickAsync(cancellation);
        for (int look = 0; look < MostLooks; look++)
        {
            foreach (string path in _seen.Keys) Add(path);
            await timer.WaitForNextTickAsync(cancellation);
            if (IsAsSeen() && _seen.Values.All(file => file.Length > 0)) return;
        }
    }

    private bool IsAsSeen() => _seen.All(file => Look(file.Key) == file.Value);

    private static (DateTime Written, long Length) Look(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : (default, -1);
    }
}
