using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Runtime.Loopback;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Tracing;

namespace NetComm.Cli.Comparing;

/// <summary>Runs a scenario in both modes, several times each with the same seeds, and measures a bare echo beside it.</summary>
internal sealed class ModeRuns
{
    /// <summary>Bare echoes before the runs on real sockets, and as many after them: the machine may be busier at one end.</summary>
    private const int Echoes = 300;

    private readonly string _file;
    private readonly Scenario _simulated;
    private readonly Scenario _loopback;
    private readonly int _runs;

    private ModeRuns(string file, Scenario simulated, Scenario loopback, int runs)
    {
        _file = file;
        _simulated = simulated;
        _loopback = loopback;
        _runs = runs;
    }

    /// <summary>The scenario as its simulated runs have it.</summary>
    public Scenario Scenario => _simulated;

    /// <summary>What was missing in some run, each as a sentence.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Checks the file for both modes, before anything starts.</summary>
    public static ModeRuns Of(string file, ScenarioOverrides overrides, int runs)
    {
        Scenario Read(RunMode mode) => CheckedFile.RequireAll([file], overrides with { Mode = mode })[0];
        return new ModeRuns(file, Read(RunMode.Simulated), Read(RunMode.Loopback), runs);
    }

    /// <summary>Runs it; null where it was interrupted.</summary>
    public async Task<Compared?> RunAsync(ProgressView progress, CancellationToken cancellation)
    {
        (ComparedSide Side, IReadOnlyList<ComparedLatencies> Latencies, IReadOnlyList<string> Notes) simulated =
            await SideAsync("simulated", _simulated, progress, cancellation);
        IReadOnlyList<SimDuration> before = BareEcho.Measure(Echoes, cancellation);
        (ComparedSide Side, IReadOnlyList<ComparedLatencies> Latencies, IReadOnlyList<string> Notes) machine =
            await SideAsync("machine", _loopback, progress, cancellation);
        IReadOnlyList<SimDuration> after = BareEcho.Measure(Echoes, cancellation);
        if (cancellation.IsCancellationRequested) return null;
        var comparison = new RunComparison
        {
            Title = _simulated.Title,
            File = _simulated.FileName,
            Sides = [simulated.Side, machine.Side],
            Machine = new MachineFacts(EchoTimes.Of([.. before, .. after]), _loopback.WithoutEffect, machine.Notes),
        };
        return new Compared(comparison, [simulated.Latencies, machine.Latencies]);
    }

    /// <summary>Read anew: a random network is another one with another seed.</summary>
    private Scenario WithSeed(Scenario scenario, long seed) =>
        ScenarioReader.Parse(scenario.Source, _file, new ScenarioOverrides { Mode = scenario.Mode, Seed = seed });

    private async Task<(ComparedSide Side, IReadOnlyList<ComparedLatencies> Latencies, IReadOnlyList<string> Notes)> SideAsync(
        string name, Scenario scenario, ProgressView progress, CancellationToken cancellation)
    {
        var figures = new List<RunFigures>();
        var latencies = new List<ComparedLatencies>();
        var notes = new List<string>();
        for (int i = 0; i < _runs && !cancellation.IsCancellationRequested; i++)
        {
            Scenario seeded = i == 0 ? scenario : WithSeed(scenario, checked(scenario.Seed + i));
            var watched = new ComparedLatencies(TraceHeader.Of(seeded));
            var options = new RunOptions { KeepTrace = false, Folds = [watched], Cancellation = cancellation };
            FinishedRun run =
                await progress.ShowAsync(seeded, () => ScenarioRun.OfAsync(seeded, progress.Watched(options, seeded)));
            using Trace trace = run.Result.Trace;
            figures.Add(RunFigures.Parse(RunWriter.SummaryLine(run)));
            latencies.Add(watched);
            notes.AddRange(run.Result.Notes.Except(notes));
            Missing.AddRange(run.Result.Missing.Except(Missing));
        }

        return (new ComparedSide(name, figures), latencies, notes);
    }
}
