using NetComm.Sim.Sweeps;
using NetComm.Tracing;

namespace NetComm.Cli.Sweeps;

/// <summary>
/// The folder of a sweep. It is written under the name <c>…-incomplete</c>, where a sweep that was cut off can be resumed, and gets its own
/// name when all runs are done. A lock keeps a second process out.
/// </summary>
internal sealed class SweepFolder : IDisposable
{
    private readonly string _place;
    private readonly SweepIdentity _identity;
    private readonly FileStream _lock;
    private readonly SweepJournal _journal;

    private SweepFolder(string place, SweepIdentity identity, FileStream held, SweepJournal journal)
    {
        _place = place;
        _identity = identity;
        _lock = held;
        _journal = journal;
    }

    private static FolderContent Content { get; } = new("sweep", SweepFiles.UnexpectedEntry);

    /// <summary>Where it is while it goes on, and stays where it does not come to its end.</summary>
    public string WorkingPath => _place + RunFolder.IncompleteSuffix;

    /// <summary>Makes sure, before anything starts, that a sweep may be put here.</summary>
    /// <exception cref="UsageException">Something else is there.</exception>
    public static void RequireFree(string place) => RunFolder.RequireFree(place, Content);

    /// <summary>The runs of a sweep that is complete already; null where there is none, or another one.</summary>
    public static IReadOnlyList<SweepRun>? CompleteIn(string place, SweepIdentity identity)
    {
        string journal = Path.Combine(place, SweepFiles.Journal);
        return File.Exists(journal) && SweepJournal.Read(journal) is { } found && found.Identity == identity ? found.Runs : null;
    }

    /// <summary>Begins a sweep, or goes on with one.</summary>
    /// <param name="place">Where it shall be at its end, a full path.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="shard">Which part of it.</param>
    /// <param name="resume">Whether runs that are there already are kept.</param>
    /// <param name="known">These runs.</param>
    /// <exception cref="UsageException">Another process is at work there, or what is there is of another sweep.</exception>
    public static SweepFolder Begin(string place, Sweep sweep, SweepShard shard, bool resume, out IReadOnlyList<SweepRun> known)
    {
        string folder = place + RunFolder.IncompleteSuffix;
        Directory.CreateDirectory(folder);
        FileStream held = Held(folder);
        try
        {
            SweepIdentity identity = SweepJournal.IdentityOf(sweep, shard);
            string journal = Path.Combine(folder, SweepFiles.Journal);
            if (!resume) Clear(folder);
            else if (File.Exists(journal) && SweepJournal.Read(journal) is { } found && found.Identity != identity)
                throw new UsageException(OfAnother(folder, found.Identity, identity));
            WholeFile.Write(Path.Combine(folder, SweepFiles.Scenario), sweep.Scenario.Source);
            RunWriter.WriteFiles(sweep.Files, folder);
            return new SweepFolder(place, identity, held, SweepJournal.Open(journal, identity, out known));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a run: from now on it is never done again.</summary>
    public void Keep(SweepRun run) => _journal.Append(run);

    /// <summary>Writes the files that are made from all runs, puts the folder into its place, and gives the results.</summary>
    public SweepResults Finish(Sweep sweep, IReadOnlyList<SweepRun> runs)
    {
        _journal.Dispose();
        var results = new SweepResults(sweep, runs);
        SweepJournal.Write(Path.Combine(WorkingPath, SweepFiles.Journal), _identity, results.Runs);
        if (_identity.Of == 0) SweepFiles.Write(results, WorkingPath);
        RunFolder.RequireReplaceable(_place, Content);

        // The lock is held until the folder has its name, so that no other process begins in it; Windows renames none with an open file.
        if (OperatingSystem.IsWindows()) Unlock(WorkingPath);
        RunFolder.Replace(WorkingPath, _place);
        if (!OperatingSystem.IsWindows()) Unlock(_place);
        return results;
    }

    public void Dispose()
    {
        _journal.Dispose();
        _lock.Dispose();
    }

    private void Unlock(string folder)
    {
        if (OperatingSystem.IsWindows()) _lock.Dispose();
        File.Delete(Path.Combine(folder, SweepFiles.Lock));
        _lock.Dispose();
    }

    private static FileStream Held(string folder)
    {
        string path = Path.Combine(folder, SweepFiles.Lock);
        EarlierFile.Require(path);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            if (File.Exists(path)) return held;

            // The one that held it has just finished, and the folder has its name.
            held.Dispose();
        }
        catch (IOException)
        {
            // Held by another; or the folder went while the file was opened.
        }

        throw new UsageException($"another sweep is at work in '{folder}'");
    }

    private static void Clear(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            if (Path.GetFileName(file) != SweepFiles.Lock) File.Delete(file);

        foreach (string below in Directory.EnumerateDirectories(folder)) Directory.Delete(below, recursive: true);
    }

    private static string OfAnother(string folder, SweepIdentity found, SweepIdentity wanted)
    {
        string what = found.Version != wanted.Version ? $"of version {found.Version}"
            : found.Whole == wanted.Whole ? "of another shard" : "of another scenario, or of the same with other values";
        return $"'{folder}' holds a sweep {what}, which cannot be resumed with this one; without --resume it is replaced";
    }
}
