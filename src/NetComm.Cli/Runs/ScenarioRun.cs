using System.Diagnostics;
using NetComm.Runtime;
using NetComm.Sim;

namespace NetComm.Cli.Runs;

internal static class ScenarioRun
{
    public static async Task<FinishedRun> OfAsync(Scenario scenario, RunOptions options)
    {
        var watch = Stopwatch.StartNew();
        RunResult run = await Simulation.RunAsync(scenario, options);
        return new FinishedRun(scenario, run.Outcome, run.Measured, run.Grades, RunEnvironment.Of(run.Outcome, watch.Elapsed))
        {
            Interrupted = !run.Outcome.Complete && options.Cancellation.IsCancellationRequested,
        };
    }
}
