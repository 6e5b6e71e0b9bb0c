using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Cli.Screens;

/// <summary>Reports what ended the command, in one sentence and without a stack trace.</summary>
internal static class FailureView
{
    /// <summary>The key in an exception's data for the file that has the details.</summary>
    public const string Details = "details";

    /// <summary>ENOSPC, as an exception has it.</summary>
    private const int FullOnUnix = 28;

    /// <summary>ERROR_DISK_FULL, likewise.</summary>
    private const int FullOnWindows = unchecked((int)0x80070070);

    public static ExitStatus Tell(Exception failure, Screen screen)
    {
        var log = failure.Data[Details] as string;
        switch (failure)
        {
            case ScenarioException wrong:
                foreach (Problem problem in wrong.Problems) screen.Tell(problem);
                return ExitStatus.Wrong;
            case UsageException or SummaryException or TraceFileException:
                screen.Tell(failure.Message);
                return ExitStatus.Wrong;
            case IOException or UnauthorizedAccessException:
                string reason = failure.HResult is FullOnUnix or FullOnWindows ? $"the disk is full: {failure.Message}" : failure.Message;
                string kept = Path.GetDirectoryName(log) is { } folder && Directory.Exists(folder)
                    ? $"; what was written before is in {Displayed.Path(folder)}" : "";
                screen.Tell($"cannot go on: {reason}{kept}");
                return ExitStatus.Incomplete;
            default:
                string details = log is null ? "" : $"; {Displayed.Path(log)} tells more";
                screen.Tell($"this is a fault of netcomm itself, not of your scenario: {failure.Message.TrimEnd('.')}{details}");
                return ExitStatus.Incomplete;
        }
    }
}
