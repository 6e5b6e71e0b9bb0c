using NetComm.Runtime;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

internal sealed record WrittenRun(FinishedRun Run, string Folder)
{
    /// <summary>Whether the folder held a run of the same name with other values, which was replaced.</summary>
    public bool ReplacedAnother { get; private init; }

    public static async Task<WrittenRun> OfAsync(RunPlan plan, ProgressView progress, bool logOnError, Interruption interruption)
    {
        using RunFolder folder = RunFolder.Begin(plan.Folder);
        FinishedRun run = await progress.ShowAsync(plan.Scenario, () => InAsync(folder, plan, progress, logOnError, interruption));
        bool replaces = folder.ReplacesAnother(run.Complete);
        return new WrittenRun(run, folder.Put(run.Complete)) { ReplacedAnother = replaces };
    }

    private static async Task<FinishedRun> InAsync(
        RunFolder folder, RunPlan plan, ProgressView progress, bool logOnError, Interruption interruption)
    {
        using RunLog log = RunLog.In(folder.Path, logOnError);
        FinishedRun? run = null;
        try
        {
            log.Begins(plan.Scenario);
            RunWriter.WriteScenario(plan.Scenario, folder.Path);
            if (plan.Rubric is { } rubric) RunWriter.WriteRubric(rubric, folder.Path);
            var options = new RunOptions
            {
                KeepTrace = plan.Report is not null,
                MaxPackets = plan.MaxPackets,
                Cancellation = interruption.Token,
                Log = log.OfRun,
            };
            run = await ScenarioRun.OfAsync(plan.Scenario, progress.Watched(options, plan.Scenario), plan.Recorded);
            using Trace trace = run.Result.Trace;
            run = new RunFilesWriter(plan, run, folder).Write(progress, interruption.LastCall);
            log.Ends(run);
            return run;
        }
        catch (Exception failure) when (log.Saw(failure, folder.LogOfFailure))
        {
            throw;
        }
        catch (IOException) when (run is not null)
        {
            // The disk is full, and may have no room for this either: then no summary is left.
            RunWriter.Withdraw(run, folder.Path);
            throw;
        }
    }
}
