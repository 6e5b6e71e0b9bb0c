using System.CommandLine;
using System.Globalization;
using System.Net;
using NetComm.Cli.Sweeps;
using NetComm.Cli.Sweeps.Batch;
using NetComm.Cli.Workers;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Sim.Sweeps;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm sweep SCENARIO</c>: all runs that the file's <c>sweep</c> asks for, and what they say of each point.</summary>
internal sealed class SweepCommand : Command
{
    private const int DefaultShards = 16;

    private readonly Argument<string> _file = new("SCENARIO") { Description = "A scenario file (YAML) with the key 'sweep'." };
    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "The seed of replication 1; the next ones count up. Default: as in the file.",
        HelpName = "N",
        CustomParser = OptionParsers.Seed,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change a value of the file for all points: links.core.rate=5 Mbps",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<int?> _jobs = new("--jobs")
    {
        Description = "How many runs go on at once. Default: what Slurm allots, else the number of processors. On real sockets always one.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--jobs", 1, 1024),
    };
    private readonly Option<SweepShard?> _shard = new("--shard")
    {
        Description = "Do part K of N of the runs only, for a batch system; 'merge' puts the parts together. K as the task of a Slurm array " +
            "that begins at 0 or 1 says, or the pod of an Indexed Job: slurm, slurm/N, kubernetes/N.",
        HelpName = "K/N",
        CustomParser = ShardOption.Parse,
    };
    private readonly Option<string?> _emit = new("--emit")
    {
        Description = "Run nothing: print a job file that runs the sweep in shards and merges them.",
        HelpName = "slurm|kubernetes|parallel",
    };
    private readonly Option<int?> _shards = new("--shards")
    {
        Description = "How many shards --emit makes. Default: 16, or one a run where there are fewer.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--shards", 2, 10_000),
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with a sweep that was cut off; its runs are not repeated.",
    };
    private readonly Option<IPEndPoint?> _remote = new("--remote")
    {
        Description = "Let workers do the runs, which join here: netcomm worker --join HOST:PORT. With --jobs N, N of them are done here.",
        HelpName = "HOST:PORT",
        CustomParser = typed => OptionParsers.EndPoint(typed, "--remote"),
    };
    private readonly Option<string?> _secret = OptionParsers.NewSecret();
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write to; of a shard, with -shard-K-of-N behind it. Default: reports/NAME/sweep-seedN.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only what went wrong." };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public SweepCommand(Screen screen, Interruption interruption)
        : base("sweep", "Run a scenario many times with other values and seeds, and compare.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.RefuseEmpty(_file);
        OptionParsers.RefuseEmpty(_out, _secret);
        OptionParsers.AcceptOneOf(_emit, "slurm", "kubernetes", "parallel");
        Add(_file);
        foreach (Option option in
            (Option[])[_seed, _set, _jobs, _shard, _resume, _remote, _secret, _out, _emit, _shards, _quiet]) Add(option);
        SetAction(parsed => (int)(parsed.GetValue(_emit) is { } system ? Emit(parsed, system) : Run(parsed)));
    }

    private ExitStatus Run(ParseResult parsed)
    {
        if (parsed.GetValue(_shards) is not null) throw new UsageException("--shards is for --emit; a part is run with --shard K/N");
        WorkPlace? remote = RemotePlace(parsed);
        Sweep sweep = Read(parsed);
        SweepShard shard = parsed.GetValue(_shard) ?? SweepShard.Whole;
        string place = RunPlan.FullPath(PlaceOfWhole(parsed, sweep) + Suffix(shard));
        bool isQuiet = parsed.GetValue(_quiet), resumes = parsed.GetValue(_resume);
        SweepFolder.RequireFree(place);
        if (resumes && SweepFolder.CompleteIn(place, SweepJournal.IdentityOf(sweep, shard)) is { } all)
        {
            SweepJournal.Add(place, all, new SweepSchedule(sweep, shard));
            return Show(new SweepResults(sweep, all), place, isQuiet);
        }

        using SweepFolder folder = SweepFolder.Begin(place, sweep, shard, resumes, out IReadOnlyList<SweepRun> known);
        var schedule = new SweepSchedule(sweep, shard);
        SweepJournal.Add(folder.WorkingPath, known, schedule);
        if (known.Count > 0 && !isQuiet)
            _screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{known.Count} runs are done already"));
        Do(parsed, remote, sweep, schedule, folder, _interruption.Token);
        if (!schedule.IsDone)
        {
            _screen.Tell(string.Create(CultureInfo.InvariantCulture,
                $"interrupted after {schedule.Done} of {schedule.Expected} runs; --resume goes on from there"));
            return ExitStatus.Interrupted;
        }

        return Show(folder.Finish(sweep, schedule.Runs), place, isQuiet);
    }

    private WorkPlace? RemotePlace(ParseResult parsed)
    {
        string? secret = parsed.GetValue(_secret);
        if (parsed.GetValue(_remote) is { } place) return WorkPlace.Of("--remote", place, secret);
        return secret is null ? null : throw new UsageException("--secret is for --remote: without it nobody else takes part");
    }

    private void Do(
        ParseResult parsed, WorkPlace? remote, Sweep sweep, SweepSchedule schedule, SweepFolder folder, CancellationToken cancellation)
    {
        bool isQuiet = parsed.GetValue(_quiet);
        Action<string> say = isQuiet ? _ => { } : _screen.Tell;
        void Work(Action onChange)
        {
            void Keep(SweepRun run)
            {
                folder.Keep(run);
                onChange();
            }

            if (remote is null) SweepRunner.Run(sweep, schedule, JobsOf(parsed), Keep, cancellation);
            else RemoteSweep.RunAsync(
                sweep, schedule, remote, parsed.GetValue(_jobs) ?? 0, Keep, say, cancellation).GetAwaiter().GetResult();
        }

        if (_screen.IsWatched && !isQuiet)
            new SweepView(_screen.Out).Watch(sweep.Scenario.Title, () => (schedule.Done, schedule.Expected), Work);
        else Work(() => { });
    }

    private ExitStatus Show(SweepResults results, string place, bool isQuiet)
    {
        if (!isQuiet) new SweepView(_screen.Out).Show(results, place);
        return SweepOutcome.Of(results);
    }

    private ExitStatus Emit(ParseResult parsed, string system)
    {
        if (parsed.GetValue(_shard) is not null) throw new UsageException("--emit divides the sweep itself: leave --shard out");
        Sweep sweep = Read(parsed);
        long parts = SweepShard.PartsOf(sweep);
        int shards = parsed.GetValue(_shards) ?? (int)Math.Min(DefaultShards, parts);
        if (shards > parts || parts < 2)
        {
            string unit = sweep.Until is null ? "runs" : "points (with 'until' each is in one shard)";
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"{Math.Max(2, shards)} shards are too many for a sweep of {parts} {unit}"));
        }

        Screen.WriteData(new BatchSweep(FileOf(parsed), PlaceOfWhole(parsed, sweep), shards)
        {
            Seed = parsed.GetValue(_seed),
            Settings = parsed.GetValue(_set)!,
            Jobs = parsed.GetValue(_jobs) ?? 1,
        }.JobFile(system));
        return ExitStatus.Passed;
    }

    private Sweep Read(ParseResult parsed) => SweepReader.Read(
        FileOf(parsed), new ScenarioOverrides { Seed = parsed.GetValue(_seed), Settings = parsed.GetValue(_set)! });

    private string FileOf(ParseResult parsed) => NamedScenarios.One(parsed.GetRequiredValue(_file));

    private int JobsOf(ParseResult parsed) => parsed.GetValue(_jobs) ?? AllottedCores.Count(Environment.GetEnvironmentVariable);

    /// <summary>Where the whole sweep is written, as typed or by default; not a full path.</summary>
    private string PlaceOfWhole(ParseResult parsed, Sweep sweep) => parsed.GetValue(_out) is { } typed
        ? Path.TrimEndingDirectorySeparator(typed)
        : string.Create(
            CultureInfo.InvariantCulture, $"reports/{RunPlan.StemOf(FileOf(parsed))}/sweep-seed{sweep.Scenario.Seed}");

    private static string Suffix(SweepShard shard) =>
        shard.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-shard-{shard.Number}-of-{shard.Count}");
}
