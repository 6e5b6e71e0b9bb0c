using System.Diagnostics;
using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

/// <summary>Runs a scenario and measures it while it goes on.</summary>
internal static class ScenarioRun
{
    /// <summary>Runs it to its end, or until it is cancelled.</summary>
    public static async Task<FinishedRun> OfAsync(Scenario scenario, RunOptions options)
    {
        var measuring = new MeasuringFold(TraceHeader.Of(scenario), scenario.AllExpectations);
        options = options with { Folds = [measuring, .. options.Folds] };
        var watch = Stopwatch.StartNew();
        RunResult run = scenario.Mode == RunMode.Loopback
            ? await LoopbackRun.OfAsync(scenario, options) : SimulatedRun.Of(scenario, options);
        TimeSpan took = watch.Elapsed;
        Measurements measured = measuring.Result(run.Trace);
        return new FinishedRun(scenario, run, measured, Grader.Grade(scenario.Expectations, measured, scenario.Mode), RunEnvironment.Of(run, took))
        {
            Interrupted = !run.Complete && options.Cancellation.IsCancellationRequested,
        };
    }
}
