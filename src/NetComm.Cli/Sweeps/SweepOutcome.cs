namespace NetComm.Cli.Sweeps;

/// <summary>The exit status of a sweep: the highest that one of its runs would have.</summary>
internal static class SweepOutcome
{
    public static ExitStatus Of(SweepResults results) =>
        results.Runs.Any(run => !run.IsComplete) ? ExitStatus.Incomplete
        : results.Runs.Any(run => run.Grades.Any(grade => grade == false)) ? ExitStatus.ExpectationFailed
        : ExitStatus.Passed;
}
