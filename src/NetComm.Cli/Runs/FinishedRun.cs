using NetComm.Runtime;

namespace NetComm.Cli.Runs;

internal sealed record FinishedRun(Scenario Scenario, RunOutcome Result, Measurements Measured, IReadOnlyList<Grade> Grades, RunFacts Facts)
{
    public bool Interrupted { get; init; }

    /// <summary>The run whose sends it played; null where it made its own.</summary>
    public RecordedRun? Recorded { get; init; }

    /// <summary>What came of it in other orders; null where none were tried.</summary>
    public ExploredRun? Explored { get; init; }

    public bool Complete => Result.Complete && Result.Missing.Count == 0;

    public ExitStatus Status =>
        Interrupted ? ExitStatus.Interrupted
        : !Complete ? ExitStatus.Incomplete
        : Grades.Any(grade => grade.Passed == false) ? ExitStatus.ExpectationFailed
        : ExitStatus.Passed;

    /// <summary>
    /// Notes for the reader of its report: what a rubric left out, what is probably not meant, keys without effect, what was missing or
    /// used instead, what never came.
    /// </summary>
    public IReadOnlyList<string> Notes =>
        [.. Scenario.RubricNotes, .. Scenario.Warnings, .. Scenario.WithoutEffect, .. Result.Missing, .. Result.Notes, .. LateFaults];

    /// <summary>A run is over with its last flow and program, whatever the file says for later.</summary>
    private IEnumerable<string> LateFaults
    {
        get
        {
            SimTime[] late = [.. Scenario.Faults.Select(fault => fault.At).Where(at => at > Result.Trace.End)];
            if (!Complete || late.Length == 0) yield break;
            string what = late.Length == 1 ? $"the change at {late[0]}" : $"{late.Length} changes from {late[0]} on";
            yield return $"{what} did not happen: all flows and programs had ended at {Result.Trace.End}";
        }
    }
}
