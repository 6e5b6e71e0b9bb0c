using System.Collections.Concurrent;
using NetComm.Cli.Grading;

namespace NetComm.Cli.Runs;

/// <summary>The folder of a run or a class's grades: written under another name, then renamed, so never seen half written.</summary>
internal sealed class RunFolder : IDisposable
{
    public const string IncompleteSuffix = "-incomplete";

    private const string Part = "part";
    private const string Old = "old";
    private const string Gone = "gone";

    /// <summary>So often it is tried to clear a folder up to which others write.</summary>
    private const int MostTimes = 100;

    private static readonly ConcurrentDictionary<RunFolder, bool> AtWork = [];

    private readonly string _place;
    private readonly FolderContent _content;
    private readonly Lock _gate = new();
    private Action? _withdraw;
    private bool _isPut;

    private RunFolder(string place, FolderContent content)
    {
        _place = place;
        _content = content;
        Path = Beside(place, Part);
    }

    public string Path { get; }

    /// <summary>Where the log of a run that fails will be.</summary>
    public string LogOfFailure => System.IO.Path.Combine(_place + IncompleteSuffix, RunFiles.Log);

    /// <summary>Makes sure, before anything starts, that a run may be put here.</summary>
    /// <exception cref="UsageException">Something else is there.</exception>
    public static void RequireFree(string place, FolderContent? content = null)
    {
        RequireReplaceable(place, content);
        RequireReplaceable(place + IncompleteSuffix, content);
        RequireElsewhere(place, "name another with --out");
    }

    /// <summary>Makes sure that neither the current folder nor one that it lies in is replaced.</summary>
    /// <exception cref="UsageException">The current folder would be replaced.</exception>
    public static void RequireElsewhere(string place, string advice)
    {
        char separator = System.IO.Path.DirectorySeparatorChar;
        if ((Directory.GetCurrentDirectory() + separator).StartsWith(place + separator, StringComparison.Ordinal))
            throw new UsageException($"'{place}': the current folder cannot be replaced by a run's; {advice}");
    }

    /// <summary>Begins a folder whose place shall be <paramref name="place"/>, a full path.</summary>
    /// <exception cref="IOException">No folder can be made there.</exception>
    public static RunFolder Begin(string place, FolderContent? content = null)
    {
        var folder = new RunFolder(place, content ?? FolderContent.Run);
        try
        {
            ClearUp(folder.PlaceOf(complete: true));
            ClearUp(folder.PlaceOf(complete: false));
            Directory.CreateDirectory(folder.Path);
            AtWork.TryAdd(folder, true);
            return folder;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"no folder can be made at '{place}'", failure);
        }
    }

    /// <summary>Gives up all folders that are not in their places yet, and clears up behind them as long as the process lives.</summary>
    /// <param name="tell">Is told where something of them is.</param>
    public static void GiveUpAll(Action<IReadOnlyList<string>> tell)
    {
        RunFolder[] folders = [.. AtWork.Keys];
        tell([.. folders.Select(folder => folder.GiveUp()).OfType<string>()]);
        foreach (RunFolder folder in folders) folder.ClearUp();
    }

    /// <summary>From now on it is worth keeping, unfinished.</summary>
    /// <param name="withdraw">Leaves of it what is whole, and marks it incomplete; it may be called beside the one who writes it.</param>
    public void KeepUnfinished(Action withdraw)
    {
        lock (_gate) _withdraw = withdraw;
    }

    /// <summary>Whether it takes the place of a run of another scenario, or of the same with other values.</summary>
    public bool ReplacesAnother(bool complete)
    {
        string earlier = PlaceOf(complete);
        return File.Exists(System.IO.Path.Combine(earlier, RunFiles.Scenario))
            && !EarlierFile.Scenario(earlier).AsSpan().SequenceEqual(EarlierFile.Scenario(Path));
    }

    /// <summary>Puts it into its place, or beside it where the run is incomplete, and says where that is.</summary>
    public string Put(bool complete)
    {
        string place = PlaceOf(complete);
        RequireReplaceable(place, _content);
        Replace(place);
        return place;
    }

    /// <summary>Puts it into the place of the run that it was made from, complete or not.</summary>
    public void PutBack() => Replace(_place);

    /// <summary>Deletes it: nobody wants it any more.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            if (_isPut) return;
            _isPut = true;
        }

        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Deletes what was not put into place, except a log that says why.</summary>
    public void Dispose()
    {
        AtWork.TryRemove(this, out _);
        if (_isPut) return;
        try
        {
            bool tellsWhy = File.Exists(System.IO.Path.Combine(Path, RunFiles.Log)) && _content.UnexpectedEntry(Path) is null;
            if (tellsWhy) Put(complete: false);
            else Directory.Delete(Path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or UsageException)
        {
            // The failure that ended the run is reported; this one would only hide it.
        }
    }

    private string? GiveUp()
    {
        lock (_gate)
        {
            if (_isPut) return null;
            _isPut = true;
            if (_withdraw is null) return null;
            try
            {
                _withdraw();
                string place = PlaceOf(complete: false);
                RequireReplaceable(place, _content);
                MoveInto(Path, place);
                return place;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or UsageException)
            {
                // Nothing of it can be kept: what ended the command is told all the same.
                return null;
            }
        }
    }

    // Other threads may still be writing to it, and even make it anew: under another name it stands still. What is left after all, the next
    // command that writes here clears.
    private void ClearUp()
    {
        string gone = Beside(_place, Gone);
        string[] all = [gone, Path, Beside(PlaceOf(true), Old), Beside(PlaceOf(false), Old)];
        for (int time = 0; time < MostTimes && all.Any(Directory.Exists); time++)
        {
            try
            {
                if (Directory.Exists(Path) && !Directory.Exists(gone)) Directory.Move(Path, gone);
                foreach (string left in all.Where(Directory.Exists)) Directory.Delete(left, recursive: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Then once more.
            }
        }
    }

    /// <summary>Makes sure that nothing but earlier content of this kind is replaced; by default, a run.</summary>
    /// <exception cref="UsageException">Something else is there.</exception>
    public static void RequireReplaceable(string place, FolderContent? content = null)
    {
        content ??= FolderContent.Run;
        if (File.Exists(place)) throw new UsageException($"'{place}' is a file; a {content.Noun} needs a folder");
        if (!Directory.Exists(place) || content.UnexpectedEntry(place) is not { } stranger) return;
        throw new UsageException(
            $"'{place}' is neither empty nor an earlier {content.Noun} ('{stranger}' is in it), so it is not replaced; name another " +
            $"folder with --out");
    }

    private string PlaceOf(bool complete) => complete ? _place : _place + IncompleteSuffix;

    private void Replace(string place)
    {
        string? old;
        lock (_gate)
        {
            if (_isPut) throw new OperationCanceledException("The folder was given up.");
            old = MoveInto(Path, place);
            _isPut = true;
        }

        if (old is not null) Directory.Delete(old, recursive: true);
    }

    /// <summary>Gives a folder the name of another, which it replaces.</summary>
    public static void Replace(string folder, string place)
    {
        if (MoveInto(folder, place) is { } old) Directory.Delete(old, recursive: true);
    }

    /// <summary>Gives a folder the name of another, and says where that is now; null where there was none.</summary>
    private static string? MoveInto(string folder, string place)
    {
        string old = Beside(place, Old);
        bool replaces = Directory.Exists(place);
        if (replaces) Directory.Move(place, old);
        try
        {
            Directory.Move(folder, place);
        }
        catch (IOException) when (replaces)
        {
            Directory.Move(old, place);
            throw;
        }

        return replaces ? old : null;
    }

    private static string Beside(string place, string purpose) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(place)!, $"{Prefix(place)}{Environment.ProcessId}.{purpose}");

    private static string Prefix(string place) => $".{System.IO.Path.GetFileName(place)}.{Environment.MachineName}.";

    /// <summary>
    /// Clears what processes of this machine that were killed left beside a place; a run that one of them had moved aside comes back.
    /// </summary>
    private static void ClearUp(string place)
    {
        string parent = System.IO.Path.GetDirectoryName(place)!;
        if (!Directory.Exists(parent)) return;
        foreach (string left in Directory.GetDirectories(parent, Prefix(place) + "*"))
        {
            // A name may hold what stands for other names in a search.
            string name = System.IO.Path.GetFileName(left);
            string[] ending = name.StartsWith(Prefix(place), StringComparison.Ordinal) ? name[Prefix(place).Length..].Split('.') : [];
            if (ending is not [var number, Part or Old or Gone] || !int.TryParse(number, out int process) || IsAtWork(process)) continue;
            if (ending[1] == Old && !Directory.Exists(place)) Directory.Move(left, place);
            else Directory.Delete(left, recursive: true);
        }
    }

    private static bool IsAtWork(int process)
    {
        if (process == Environment.ProcessId) return false;
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>The kind of content that the command writes into a folder.</summary>
/// <param name="UnexpectedEntry">Finds a file in a folder that does not belong to it; null where there is none.</param>
internal sealed record FolderContent(string Noun, Func<string, string?> UnexpectedEntry)
{
    public static readonly FolderContent Run = new("run", RunFiles.UnexpectedEntry);

    public static readonly FolderContent Grading = new("grading", GradingFiles.UnexpectedEntry);
}
