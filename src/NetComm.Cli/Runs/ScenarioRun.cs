using NetComm.Runtime;
using NetComm.Sim;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

internal static class ScenarioRun
{
    /// <param name="recorded">The events whose sends it plays; null: it makes its own.</param>
    public static async Task<FinishedRun> OfAsync(Scenario scenario, RunOptions options, Trace? recorded = null)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        RunResult run = await Simulation.RunAsync(scenario, options);
        return new FinishedRun(scenario, run.Outcome, run.Measured, run.Grades, RunEnvironment.Of(run.Outcome, watch.Elapsed))
        {
            Recorded = recorded is null ? null : RecordedRun.Of(recorded),
            Interrupted = !run.Outcome.Complete && options.Cancellation.IsCancellationRequested,
        };
    }
}
