using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using NetComm.Cli.Sweeps;
using NetComm.Cli.Workers;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Sim.Sweeps;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm sweep SCENARIO</c>: all runs that the file's <c>sweep</c> asks for, and what they say of each point.</summary>
internal sealed class SweepCommand : Command
{
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
        Description = "How many runs go on at once. Default: the number of processors. On real sockets always one.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--jobs", 1, 1024),
    };
    private readonly Option<SweepShard?> _shard = new("--shard")
    {
        Description = "Do part K of N of the runs only, for a batch system; 'merge' puts the parts together.",
        HelpName = "K/N",
        CustomParser = Shard,
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
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write to. Default: reports/NAME/sweep-seedN, of a shard with -shard-K-of-N.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only what went wrong." };
    private readonly Screen _screen;

    public SweepCommand(Screen screen)
        : base("sweep", "Run a scenario many times with other values and seeds, and compare.")
    {
        _screen = screen;
        OptionParsers.RefuseEmpty(_file);
        OptionParsers.RefuseEmpty(_out);
        Add(_file);
        foreach (Option option in (Option[])[_seed, _set, _jobs, _shard, _resume, _remote, _out, _quiet]) Add(option);
        SetAction(parsed => (int)Run(parsed));
    }

    private ExitStatus Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        var overrides = new ScenarioOverrides { Seed = parsed.GetValue(_seed), Settings = parsed.GetValue(_set)! };
        Sweep sweep = SweepReader.Read(file, overrides);
        SweepShard shard = parsed.GetValue(_shard) ?? SweepShard.Whole;
        string place = RunPlan.FullPath(parsed.GetValue(_out) ?? DefaultPlace(file, sweep, shard));
        bool isQuiet = parsed.GetValue(_quiet), resumes = parsed.GetValue(_resume);
        SweepFolder.RequireFree(place);
        if (resumes && SweepFolder.CompleteIn(place, SweepJournal.IdentityOf(sweep, shard)) is { } all)
            return Show(new SweepResults(sweep, all), place, isQuiet);

        using var interruption = new Interruption();
        using SweepFolder folder = SweepFolder.Begin(place, sweep, shard, resumes, out IReadOnlyList<SweepRun> known);
        var schedule = new SweepSchedule(sweep, shard);
        foreach (SweepRun run in known) schedule.Add(run);
        if (known.Count > 0 && !isQuiet)
            _screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{known.Count} runs are done already"));
        Do(parsed, sweep, schedule, folder, interruption.Token);
        if (!schedule.IsDone)
        {
            _screen.Tell(string.Create(CultureInfo.InvariantCulture,
                $"interrupted after {schedule.Done} of {schedule.Expected} runs; --resume goes on from there"));
            return ExitStatus.Interrupted;
        }

        folder.Finish(sweep, schedule.Runs);
        return Show(new SweepResults(sweep, schedule.Runs), place, isQuiet);
    }

    private void Do(
        ParseResult parsed, Sweep sweep, SweepSchedule schedule, SweepFolder folder, CancellationToken cancellation)
    {
        bool isQuiet = parsed.GetValue(_quiet);
        int? jobs = parsed.GetValue(_jobs);
        Action<string> say = isQuiet ? _ => { } : _screen.Tell;
        void Work(Action onChange)
        {
            void Keep(SweepRun run)
            {
                folder.Keep(run);
                onChange();
            }

            if (parsed.GetValue(_remote) is not { } place)
                SweepRunner.Run(sweep, schedule, jobs ?? Environment.ProcessorCount, Keep, cancellation);
            else
                RemoteSweep.RunAsync(sweep, schedule, place, jobs ?? 0, Keep, say, cancellation).GetAwaiter().GetResult();
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

    private static string DefaultPlace(string file, Sweep sweep, SweepShard shard)
    {
        string part = shard.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-shard-{shard.Number}-of-{shard.Count}");
        return Path.Combine(
            "reports", RunPlan.StemOf(file), string.Create(CultureInfo.InvariantCulture, $"sweep-seed{sweep.Scenario.Seed}{part}"));
    }

    private static SweepShard? Shard(ArgumentResult typed)
    {
        string text = typed.Tokens[0].Value;
        int[] numbers =
            [.. text.Split('/').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0)];
        if (numbers is [>= 1, >= 1] && numbers[0] <= numbers[1]) return new SweepShard(numbers[0], numbers[1]);
        typed.AddError($"--shard must be K/N with K from 1 to N, but was '{text}'");
        return null;
    }
}
