namespace NetComm.Cli.Runs;

/// <summary>Writes the files of a run that is over, one after the other, as long as there is time.</summary>
internal sealed class RunFilesWriter
{
    private readonly RunPlan _plan;
    private readonly FinishedRun _run;
    private readonly RunFolder _folder;

    // Read by whoever gives the folder up, beside this thread.
    private volatile string[] _whole;

    public RunFilesWriter(RunPlan plan, FinishedRun run, RunFolder folder)
    {
        (_plan, _run, _folder) = (plan, run, folder);
        _whole = [RunFiles.Scenario, RunFiles.Rubric, RunFiles.Submission, RunFiles.Files, RunFiles.Log];
    }

    /// <summary>Writes them, and gives the run; marked incomplete where it is interrupted meanwhile.</summary>
    public FinishedRun Write(ProgressView progress, CancellationToken lastCall)
    {
        _run.Result.Trace.Cancellation = lastCall;
        _folder.KeepUnfinished(() => RunWriter.WithdrawUnfinished(_run, _folder.Path, _whole));
        try
        {
            if (_plan.Recorded is { } recorded) RunWriter.WriteRecorded(recorded, _folder.Path);
            RunWriter.WriteSummary(_run, _folder.Path);
            if (_plan.Report is not null) WriteReport(progress);
            return _run;
        }
        catch (OperationCanceledException) when (lastCall.IsCancellationRequested)
        {
            FinishedRun cut = _run with
            {
                Interrupted = true,
                Result = _run.Result with { Missing = [.. _run.Result.Missing, WhatIsMissing()] },
            };
            RunWriter.Withdraw(cut, _folder.Path);
            return cut;
        }
    }

    private void WriteReport(ProgressView progress)
    {
        progress.Say($"{_plan.Scenario.Title}: writing the report");
        _whole = [.. _whole, RunFiles.Recorded];
        RunWriter.WriteTrace(_run.Result.Trace, _folder.Path);
        _whole = [.. _whole, RunFiles.Trace];
        RunWriter.WriteCaptures(_run, _plan.Captures, _folder.Path);
        _whole = [.. _whole, RunFiles.Captures];
        RunWriter.WriteReport(_run, _plan.Report!.Value, _folder.Path, _plan.Sequence);
    }

    private string WhatIsMissing()
    {
        string which = string.Join(", ", new[] { RunFiles.Trace, RunFiles.Captures, "report" }.Except(_whole));
        string advice = _whole.Contains(RunFiles.Trace) ? $"; 'netcomm report' writes it from {RunFiles.Trace}" : "";
        return $"the interruption left no time to write {which}{advice}";
    }
}
