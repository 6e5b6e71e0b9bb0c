using System.CommandLine;
using System.Globalization;
using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Scenarios.Overrides;
using NetComm.Sim;
using NetComm.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm run SCENARIO…</c>: run, measure, grade, write the report.</summary>
internal sealed class RunCommand : Command
{
    private readonly Argument<string[]> _files = new("SCENARIO")
    {
        Description = "Scenario files (YAML), folders of them, or names of scenarios that ship: lossy-link. All are checked first.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _mode = OptionParsers.NewMode();
    private readonly Option<long?> _seed = OptionParsers.NewSeed();
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write to. Default: reports/NAME/MODE-seedN. Several scenarios get a folder each below it.",
        HelpName = "DIR",
    };
    private readonly Option<string[]> _set = OptionParsers.NewSet();
    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write only summary.json, scenario.yaml and run.log." };
    private readonly Option<string?> _format = new("--format")
    {
        Description = OptionParsers.FormatHelp + " Default: html.",
        HelpName = "html|md|all",
    };
    private readonly CaptureOption _captures = new();
    private readonly Option<SequenceSpan?> _sequence = OptionParsers.NewSequence();
    private readonly Option<int?> _explore = new("--explore")
    {
        Description = "Run N other orders of what happens at one instant too, and say which expectations depend on it.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--explore", 1, 100_000),
    };
    private readonly Option<int?> _order = new("--order")
    {
        Description = "Run one of these orders, by its number.",
        HelpName = "K",
        CustomParser = typed => OptionParsers.Whole(typed, "--order", 1, 100_000),
    };
    private readonly Option<bool> _open = new("--open") { Description = "Show the report in the browser at the end." };
    private readonly Option<string?> _junit = new("--junit")
    {
        Description = "Write the expectations as JUnit XML too.",
        HelpName = "FILE",
    };
    private readonly Option<long?> _maxPackets = new("--max-packets")
    {
        Description = "The most packets that a run may send, segments and acknowledgments included; it ends at that number, incomplete. " +
            "Default: 100000000.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--max-packets", 1, long.MaxValue),
    };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only what went wrong." };
    private readonly Option<bool> _json =
        new("--json") { Description = "Print summary.json on standard output, one line per run, and nothing else." };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public RunCommand(Screen screen, Interruption interruption)
        : base("run", "Run scenarios, measure and grade them, and write a report.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.AcceptFormat(_format);
        OptionParsers.RefuseUnknownOptions(_files);
        OptionParsers.RefuseEmpty(_out, _junit);
        Add(_files);
        Option[] options =
        [
            _mode, _seed, _out, _set, _noReport, _format, .. _captures.Options, _sequence, _explore, _order, _maxPackets, _open,
            _junit, _quiet, _json,
        ];
        foreach (Option option in options.Concat(NotBuilt.OfRun)) Add(option);
        RefuseWithoutReport();
        SetAction(async parsed => (int)await RunAsync(RequestOf(parsed)));
    }

    private async Task<ExitStatus> RunAsync(RunRequest request)
    {
        IReadOnlyList<RunPlan> plans = RunPlan.All(request);
        var runs = new List<FinishedRun>();
        var progress = new ProgressView(
            _screen.IsWatched && !request.Quiet && !request.Json ? _screen.Out : null,
            request.Quiet ? null : new LiveView(_screen.Error, request.Json ? null : _screen.WatchedTable));
        foreach (RunPlan plan in plans)
        {
            if (plan.Scenario.HasSweep)
                Warn($"{plan.File}: 'sweep' is for netcomm sweep; this is one run, with the values that stand in the file", request);
            Announce(plan, request);
            WrittenRun written = await WrittenRun.OfAsync(plan, progress, request.Json, _interruption);
            Show(written, plan, request);
            FinishedRun run = written.Run;
            if (request.Explore is { } orders && !_interruption.Happened)
                run = run with { Explored = Explore(plan, orders, request, _interruption.Token) };
            if (request.Json) Screen.WriteJson(RunWriter.SummaryLine(run));
            runs.Add(run);
            if (_interruption.Happened) break;
        }

        if (request.JUnit is { } junit) JUnitFile.Write(junit, runs);
        // What was over before the signal came is as it is.
        bool isCut = runs.Count < plans.Count || (request.Explore is { } asked && runs[^1].Explored?.CameToItsEnd(asked) != true);
        return isCut ? ExitStatus.Interrupted : runs.Max(run => Worse(run.Status, run.Explored?.Status ?? ExitStatus.Passed));
    }

    private void Announce(RunPlan plan, RunRequest request)
    {
        var size = SizeEstimate.Of(plan.Scenario, plan.Captures);
        foreach (string warning in plan.Scenario.Warnings) Warn($"{plan.File}: {warning}", request);
        if (size.OverBudget(plan.MaxPackets) is { } over) Warn($"{plan.File}: {over}", request);
        if (plan.Report is null) return;
        if (size.Warning is { } large) Warn($"{plan.File}: {large}", request);
        if (plan.Captures.LeftOut(plan.Scenario) is { } leftOut) Warn($"{plan.File}: {leftOut}", request);
    }

    private ExploredRun Explore(RunPlan plan, int orders, RunRequest request, CancellationToken cancellation)
    {
        var exploration = Exploration.Of(plan.Scenario, orders, plan.MaxPackets, cancellation);
        var explored = new ExploredRun(exploration, CommandOf(plan, request.Overrides));
        if (!request.Quiet && !request.Json) new ExploreView(_screen.Out).Show(explored);
        else foreach (string failure in ExploreView.Failures(explored)) _screen.Tell(failure);
        return explored;
    }

    private static ExitStatus Worse(ExitStatus one, ExitStatus other) => one > other ? one : other;

    private static string CommandOf(RunPlan plan, ScenarioOverrides overrides)
    {
        string mode = overrides.Mode is null ? "" : " --mode simulated";
        string seed = overrides.Seed is { } number ? string.Create(CultureInfo.InvariantCulture, $" --seed {number}") : "";
        return $"netcomm run {plan.File}{mode}{seed}{string.Concat(overrides.Settings.Select(setting => $" --set '{setting}'"))}";
    }

    private void Show(WrittenRun written, RunPlan plan, RunRequest request)
    {
        (FinishedRun run, string folder) = written;
        foreach (string missing in run.Result.Missing) _screen.Tell($"{plan.File}: {missing}");
        if (!request.Json) ShowFigures(written, plan, request);
        if (written.ReplacedAnother && !request.Json && !request.Quiet)
            _screen.Out
                .WriteLine(
                Printable.Of(
                    $"{Displayed.Path(folder)} held an earlier run with other values, which this one replaced; --out DIR keeps the next " +
                    $"one apart"));
        if (request.Open && PageOpener.Open(RunFiles.FirstToOpen(folder)) is { } unopened) _screen.Tell(unopened);
    }

    private void ShowFigures(WrittenRun written, RunPlan plan, RunRequest request)
    {
        if (!written.Run.Result.HasBegun)
        {
            if (!request.Quiet) new SummaryView(_screen.Out).ShowUnbegun(written.Run, written.Folder);
        }
        else if (request.Quiet) PrintFailures(written.Run, plan.File);
        else if (request.Files.Count > 1) new SummaryView(_screen.Out).ShowLine(written.Run, plan.File, written.Folder);
        else new SummaryView(_screen.Out).Show(written.Run, written.Folder);
    }

    /// <summary>Nothing is wrong, so it is no error; but standard output may be for a program.</summary>
    private void Warn(string sentence, RunRequest request)
    {
        if (request.Json) _screen.Tell(sentence);
        else if (!request.Quiet) _screen.Out.WriteLine(Printable.Of(sentence));
    }

    private void PrintFailures(FinishedRun run, string file)
    {
        foreach (Grade grade in run.Grades.Where(grade => grade.Passed == false))
            _screen.Tell($"{file}: {grade.Expectation.Text}, but was {grade.Actual}");
    }

    /// <summary>What is only about the report means nothing where none is written.</summary>
    private void RefuseWithoutReport()
    {
        foreach (Option option in (Option[])[_format, _sequence, .. _captures.Options])
        {
            Validators.Add(typed =>
            {
                if (typed.GetResult(_noReport) is { Implicit: false } && typed.GetResult(option) is { Implicit: false })
                    typed.AddError($"{option.Name} is about the report, and --no-report leaves that out: take one of the two");
            });
        }
    }

    private RunRequest RequestOf(ParseResult parsed) => new()
    {
        Files = NamedScenarios.Of(parsed.GetRequiredValue(_files)),
        Overrides = new ScenarioOverrides
        {
            Mode = OptionParsers.Mode(parsed.GetValue(_mode)),
            Seed = parsed.GetValue(_seed),
            Settings = parsed.GetValue(_set)!,
        },
        Order = parsed.GetValue(_order),
        Explore = parsed.GetValue(_explore),
        Out = parsed.GetValue(_out),
        Report = parsed.GetValue(_noReport) ? null : OptionParsers.Format(parsed.GetValue(_format)) ?? ReportFormat.Html,
        Captures = _captures.In(parsed) ?? new CaptureOptions(),
        Sequence = parsed.GetValue(_sequence),
        MaxPackets = parsed.GetValue(_maxPackets) ?? RunOptions.DefaultMaxPackets,
        Open = parsed.GetValue(_open),
        JUnit = parsed.GetValue(_junit),
        Quiet = parsed.GetValue(_quiet),
        Json = parsed.GetValue(_json),
    };
}
