using System.CommandLine;
using System.Globalization;
using NetComm.Cli.Sweeps;
using NetComm.Scenarios;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm merge DIR…</c>: the shards of a sweep become the sweep, the same bytes as if it had run in one place.</summary>
internal sealed class MergeCommand : Command
{
    private readonly Argument<string[]> _folders = new("DIR")
    {
        Description = "The folders of all shards.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the whole sweep.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only what went wrong." };
    private readonly Screen _screen;

    public MergeCommand(Screen screen)
        : base("merge", "Put the shards of a sweep together.")
    {
        _screen = screen;
        OptionParsers.RefuseUnknownOptions(_folders);
        OptionParsers.RefuseEmpty(_out!);
        Add(_folders);
        Add(_out);
        Add(_quiet);
        SetAction(parsed => (int)Merge(
            [.. parsed.GetRequiredValue(_folders).Select(Path.GetFullPath)], RunPlan.FullPath(parsed.GetRequiredValue(_out)),
            parsed.GetValue(_quiet)));
    }

    private ExitStatus Merge(IReadOnlyList<string> folders, string place, bool isQuiet)
    {
        SweepFolder.RequireFree(place);
        (string Folder, SweepIdentity Identity, IReadOnlyList<SweepRun> Runs)[] shards = [.. folders.Select(Read)];
        SweepIdentity first = shards[0].Identity;
        foreach ((string folder, SweepIdentity identity, _) in shards)
        {
            if (identity.Whole != first.Whole || identity.Of != first.Of)
                throw new UsageException($"'{folder}' is of another sweep than '{shards[0].Folder}', or was divided in another way");
        }

        Sweep sweep = SweepReader.Parse(
            EarlierFile.ScenarioText(shards[0].Folder), first.File, files: ScenarioFiles.In(shards[0].Folder));
        var schedule = new SweepSchedule(sweep);
        foreach ((string folder, _, IReadOnlyList<SweepRun> runs) in shards) SweepJournal.Add(folder, runs, schedule);
        if (!schedule.IsDone) throw new UsageException(Missing(first, shards.Select(shard => shard.Identity.Shard), schedule));

        using SweepFolder merged = SweepFolder.Begin(place, sweep, SweepShard.Whole, resume: false, out _);
        SweepResults results = merged.Finish(sweep, schedule.Runs);
        if (!isQuiet) new SweepView(_screen.Out).Show(results, place);
        return SweepOutcome.Of(results);
    }

    private static (string Folder, SweepIdentity Identity, IReadOnlyList<SweepRun> Runs) Read(string folder)
    {
        string journal = Path.Combine(folder, SweepFiles.Journal);
        if (!File.Exists(journal) || !File.Exists(Path.Combine(folder, SweepFiles.Scenario)) || SweepJournal.Read(journal) is not { } found)
            throw new UsageException($"'{folder}' holds no sweep, nor a shard of one");
        return (folder, found.Identity, found.Runs);
    }

    private static string Missing(SweepIdentity first, IEnumerable<int> given, SweepSchedule schedule)
    {
        int[] missing = [.. Enumerable.Range(1, Math.Max(1, first.Of)).Except(given)];
        string which = missing.Length == 0
            ? "one of the shards is not complete" : $"shard {string.Join(", ", missing)} of {first.Of} is missing";
        return string.Create(CultureInfo.InvariantCulture, $"{which}: there are {schedule.Done} of {schedule.Expected} runs");
    }
}
