using NetComm.Cli.Screens;
using NetComm.Sim.Runtime;
using NetComm.Sim.Tracing;

namespace NetComm.Cli.Runs;

/// <summary>A run with its folder: run, measure, grade, write, put into place.</summary>
internal static class WrittenRun
{
    /// <summary>Runs the plan and writes its files; gives the run and where they are.</summary>
    public static async Task<(FinishedRun Run, string Folder)> OfAsync(RunPlan plan, ProgressView progress, bool logOnError, CancellationToken cancellation)
    {
        using RunFolder folder = RunFolder.Begin(plan.Place);
        FinishedRun run = await progress.ShowAsync(plan.Scenario, () => InAsync(folder, plan, progress, logOnError, cancellation));
        return (run, folder.Put(run.Complete));
    }

    private static async Task<FinishedRun> InAsync(RunFolder folder, RunPlan plan, ProgressView progress, bool logOnError, CancellationToken cancellation)
    {
        using RunLog log = RunLog.In(folder.Path, logOnError);
        try
        {
            log.Begins(plan.Scenario);
            RunWriter.WriteScenario(plan.Scenario, folder.Path);
            if (plan.Rubric is { } rubric) RunWriter.WriteRubric(rubric, folder.Path);
            var options = new RunOptions { KeepTrace = plan.WithReport, Cancellation = cancellation, Log = log.OfRun };
            FinishedRun run = await ScenarioRun.OfAsync(plan.Scenario, progress.Watched(options, plan.Scenario));
            using Trace trace = run.Result.Trace;
            RunWriter.WriteSummary(run, folder.Path);
            if (plan.WithReport)
            {
                progress.Say($"{plan.Scenario.Title}: writing the report");
                RunWriter.WriteTrace(trace, folder.Path);
                RunWriter.WriteReport(run, folder.Path);
            }

            log.Ends(run);
            return run;
        }
        catch (Exception failure) when (log.Saw(failure, folder.LogOfFailure))
        {
            throw;
        }
    }
}
