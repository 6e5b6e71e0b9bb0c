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
        var ends = new RunEnds(interruption.Token, interruption.LastCall);
        FinishedRun run = await progress.ShowAsync(plan.Scenario, () => InAsync(folder, plan, progress, logOnError, ends));
        bool replaces = folder.ReplacesAnother(run.Complete);
        return new WrittenRun(run, folder.Put(run.Complete)) { ReplacedAnother = replaces };
    }

    /// <summary>The same of a run that nobody wants once it is <paramref name="stale"/>: then null, and nothing is left of it.</summary>
    public static async Task<WrittenRun?> UnlessStaleAsync(
        RunPlan plan, ProgressView progress, Interruption interruption, CancellationToken stale)
    {
        using RunFolder folder = RunFolder.Begin(plan.Folder);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, stale);
        using var lastCall = CancellationTokenSource.CreateLinkedTokenSource(interruption.LastCall, stale);
        FinishedRun run = await progress.ShowAsync(
            plan.Scenario, () => InAsync(folder, plan, progress, logOnError: false, new RunEnds(ends.Token, lastCall.Token)));
        if (!stale.IsCancellationRequested) return new WrittenRun(run, folder.Put(run.Complete));
        folder.Discard();
        return null;
    }

    private static async Task<FinishedRun> InAsync(
        RunFolder folder, RunPlan plan, ProgressView progress, bool logOnError, RunEnds ends)
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
                Cancellation = ends.Run,
                Log = log.OfRun,
            };
            run = await ScenarioRun.OfAsync(plan.Scenario, progress.Watched(options, plan.Scenario), plan.Recorded);
            using Trace trace = run.Result.Trace;
            run = new RunFilesWriter(plan, run, folder).Write(progress, ends.Files);
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

/// <summary>What ends a run early, and what ends the writing of its files.</summary>
internal sealed record RunEnds(CancellationToken Run, CancellationToken Files);
