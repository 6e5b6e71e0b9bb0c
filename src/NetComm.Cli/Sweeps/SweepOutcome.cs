namespace NetComm.Cli.Sweeps;

/// <summary>The exit status of a sweep: the highest that one of its runs would have.</summary>
internal static class SweepOutcome
{
    public static ExitStatus Of(SweepResults results) =>
        results.Incomplete > 0 ? ExitStatus.Incomplete
        : results.Passed < results.Runs.Count() ? ExitStatus.ExpectationFailed
        : ExitStatus.Passed;
}
