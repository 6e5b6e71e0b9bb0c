using System.CommandLine;
using System.Globalization;
using NetComm.Cli.Comparing;
using NetComm.Scenarios.Overrides;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm compare SCENARIO</c>: both modes side by side; <c>compare RUN RUN…</c>: finished runs.</summary>
internal sealed class CompareCommand : Command
{
    private const int DefaultRuns = 3;

    private readonly Argument<string[]> _what = new("SCENARIO|RUN")
    {
        Description = "A scenario file (YAML), which runs in both modes; or the folders of two or more finished runs.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<int?> _runs = new("--runs")
    {
        Description = "How many times a scenario runs in each mode. Default: 3.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--runs", 1, 1000),
    };
    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "The seed of a scenario's first run in each mode; the next ones count up. Default: as in the file.",
        HelpName = "N",
        CustomParser = OptionParsers.Seed,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change a value of the scenario in both modes: links.core.loss=5%",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write to. Default: reports/NAME/compare-seedN, of runs reports/NAME/compare-RUN-RUN.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _open = new("--open") { Description = "Show the report in the browser at the end." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only what went wrong." };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public CompareCommand(Screen screen, Interruption interruption)
        : base("compare", "Compare a scenario in virtual time and on real sockets, or finished runs, flow by flow.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.RefuseUnknownOptions(_what);
        OptionParsers.RefuseEmpty(_out);
        Add(_what);
        foreach (Option option in (Option[])[_runs, _seed, _set, _out, _open, _quiet]) Add(option);
        SetAction(async parsed => (int)await CompareAsync(parsed.GetRequiredValue(_what), parsed));
    }

    private Task<ExitStatus> CompareAsync(string[] what, ParseResult parsed)
    {
        if (what.Length == 1 && !Directory.Exists(what[0])) return CompareModesAsync(NamedScenarios.One(what[0]), parsed);
        if (what.Length == 1 || what.FirstOrDefault(File.Exists) is not null)
            throw new UsageException("compare takes one scenario file, or the folders of two or more finished runs");
        if (parsed.GetValue(_runs) is not null || parsed.GetValue(_seed) is not null || parsed.GetValue(_set)!.Length > 0)
            throw new UsageException("--runs, --seed and --set are for a scenario; finished runs are compared as they are");
        return Task.FromResult(CompareFinished([.. what.Select(ComparedFolder.In)], parsed));
    }

    private ExitStatus CompareFinished(IReadOnlyList<ComparedFolder> runs, ParseResult parsed)
    {
        FinishedComparison.RequireComparable(runs);
        string place = RunPlan.FullPath(parsed.GetValue(_out) ?? FinishedComparison.DefaultPlace(runs));
        CompareFolder.RequireFree(place);
        foreach (ComparedFolder bare in runs.Where(run => !run.HasTrace))
            _screen.Tell($"{Displayed.Path(bare.Folder)} holds no {RunFiles.Trace}: its figures are compared, but no chart shows it");
        Compared compared = FinishedComparison.Of(runs);
        Show(compared, CompareFolder.Write(place, compared, scenario: null), parsed);
        return compared.Status;
    }

    private async Task<ExitStatus> CompareModesAsync(string file, ParseResult parsed)
    {
        var overrides = new ScenarioOverrides { Seed = parsed.GetValue(_seed), Settings = parsed.GetValue(_set)! };
        ModeRuns runs = ModeRuns.Of(file, overrides, parsed.GetValue(_runs) ?? DefaultRuns);
        string place = RunPlan.FullPath(parsed.GetValue(_out) ?? Path.Combine("reports", RunPlan.StemOf(file),
            string.Create(CultureInfo.InvariantCulture, $"compare-seed{runs.Scenario.Seed}")));
        CompareFolder.RequireFree(place);
        var progress = new ProgressView(_screen.IsWatched && !parsed.GetValue(_quiet) ? _screen.Out : null);
        Compared? compared = await runs.RunAsync(progress, _interruption.Token);
        foreach (string missing in runs.Missing) _screen.Tell($"{file}: {missing}");
        if (compared is null)
        {
            _screen.Tell("interrupted: a comparison needs all its runs, so nothing was written");
            return ExitStatus.Interrupted;
        }

        Show(compared, CompareFolder.Write(place, compared, runs.Scenario), parsed);
        return compared.Status;
    }

    private void Show(Compared compared, string place, ParseResult parsed)
    {
        if (!parsed.GetValue(_quiet)) new CompareView(_screen.Out).Show(compared.Comparison, place);
        if (parsed.GetValue(_open) && PageOpener.Open(RunFiles.FirstToOpen(place)) is { } unopened) _screen.Tell(unopened);
    }
}
