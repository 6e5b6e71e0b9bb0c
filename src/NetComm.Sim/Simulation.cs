using NetComm.Analysis;
using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Sim.Sweeps;
using NetComm.Tracing;

namespace NetComm.Sim;

/// <summary>Runs scenarios, and measures and grades them while they go on.</summary>
public static class Simulation
{
    /// <summary>Runs it in virtual time, whatever its mode says: the same scenario and seed are the same run, bit for bit.</summary>
    public static RunResult Run(Scenario scenario, RunOptions? options = null)
    {
        var measuring = new MeasuringFold(TraceHeader.Of(scenario), scenario.AllExpectations);
        RunOutcome outcome = SimulatedRun.Of(scenario, Watched(options, measuring));
        return Graded(scenario, outcome, measuring.Result(outcome.Trace));
    }

    /// <summary>Runs it as its mode says: in virtual time, or on real sockets of the loopback interface.</summary>
    public static async Task<RunResult> RunAsync(Scenario scenario, RunOptions? options = null)
    {
        (RunOutcome outcome, Measurements measured) =
            await MeasureAsync(scenario, scenario.AllExpectations, options).ConfigureAwait(false);
        return Graded(scenario, outcome, measured);
    }

    /// <summary>Does all runs of a sweep in virtual time or, one after the other, on real sockets.</summary>
    /// <param name="sweep">What to run.</param>
    /// <param name="jobs">How many runs go on at once. Default: as many as there are processors.</param>
    public static SweepResults Run(Sweep sweep, int? jobs = null)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var schedule = new SweepSchedule(sweep);
        SweepRunner.Run(sweep, schedule, jobs ?? Environment.ProcessorCount, _ => { }, CancellationToken.None);
        return new SweepResults(sweep, schedule.Runs);
    }

    /// <summary>Runs it as its mode says, and measures what these expectations speak of.</summary>
    internal static async Task<(RunOutcome Outcome, Measurements Measured)> MeasureAsync(
        Scenario scenario, IReadOnlyList<Expectation> expectations, RunOptions? options)
    {
        var measuring = new MeasuringFold(TraceHeader.Of(scenario), expectations);
        RunOptions watched = Watched(options, measuring);
        RunOutcome outcome = scenario.Mode == RunMode.Simulated
            ? SimulatedRun.Of(scenario, watched) : await LoopbackRun.OfAsync(scenario, watched).ConfigureAwait(false);
        return (outcome, measuring.Result(outcome.Trace));
    }

    private static RunOptions Watched(RunOptions? options, MeasuringFold measuring)
    {
        options ??= new RunOptions();
        return options with { Folds = [measuring, .. options.Folds] };
    }

    private static RunResult Graded(Scenario scenario, RunOutcome outcome, Measurements measured) =>
        new(scenario, outcome, measured, Grader.Grade(scenario.Expectations, measured, scenario.Mode));
}

/// <summary>A run that is over, with its figures.</summary>
/// <param name="Outcome">Its trace, and whether it came to its own end.</param>
/// <param name="Grades">How each of the scenario's expectations came out.</param>
public sealed record RunResult(Scenario Scenario, RunOutcome Outcome, Measurements Measured, IReadOnlyList<Grade> Grades)
{
    /// <summary>The figures of the flows, in their order.</summary>
    public IReadOnlyList<FlowMeasurement> Flows => Measured.Flows;

    /// <summary>The figures of each direction of a link, and of each port of a LAN.</summary>
    public IReadOnlyList<LinkMeasurement> Links => Measured.Links;

    /// <summary>What became of programs, then of apps.</summary>
    public IReadOnlyList<ProgramMeasurement> Programs => [.. Measured.Programs, .. Measured.Apps];

    /// <summary>Every event, in order.</summary>
    public Trace Trace => Outcome.Trace;

    /// <summary>Whether it came to its own end with all that it needed.</summary>
    public bool Complete => Outcome.Complete && Outcome.Missing.Count == 0;

    /// <summary>Whether it is complete and no expectation failed.</summary>
    public bool Passed => Complete && Grades.All(grade => grade.Passed != false);

    /// <summary>Writes <c>report.html</c> (or <c>report.md</c>) and <c>charts/*.svg</c> into a folder, which is made.</summary>
    public void WriteReport(string folder, ReportFormat format = ReportFormat.Html)
    {
        Directory.CreateDirectory(folder);
        string version = typeof(Simulation).Assembly.GetName().Version!.ToString(3);
        IReadOnlyList<string> notes = [.. Scenario.Warnings, .. Scenario.WithoutEffect, .. Outcome.Missing, .. Outcome.Notes];
        ReportWriter.Write(Scenario, Trace, Measured, Grades, notes, Complete, version, format, folder);
    }
}
