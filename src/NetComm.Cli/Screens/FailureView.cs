using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Cli.Screens;

/// <summary>Reports what ended the command, in one sentence and without a stack trace.</summary>
internal static class FailureView
{
    /// <summary>The key in an exception's data for the file that has the details.</summary>
    public const string Details = "details";

    public static ExitStatus Tell(Exception failure, Screen screen)
    {
        switch (failure)
        {
            case ScenarioException wrong:
                foreach (Problem problem in wrong.Problems) screen.Tell(problem);
                return ExitStatus.Wrong;
            case UsageException or SummaryException or TraceFileException:
                screen.Tell(failure.Message);
                return ExitStatus.Wrong;
            case IOException or UnauthorizedAccessException:
                screen.Tell($"cannot go on: {failure.Message}");
                return ExitStatus.Incomplete;
            default:
                string details = failure.Data[Details] is string log ? $"; {Displayed.Path(log)} tells more" : "";
                screen.Tell($"this is a fault of netcomm itself, not of your scenario: {failure.Message.TrimEnd('.')}{details}");
                return ExitStatus.Incomplete;
        }
    }
}
