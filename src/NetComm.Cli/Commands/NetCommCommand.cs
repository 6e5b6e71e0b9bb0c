using System.CommandLine;

namespace NetComm.Cli.Commands;

/// <summary>The command itself: reads the command line, and reports what went wrong in one sentence.</summary>
internal static class NetCommCommand
{
    public static async Task<ExitStatus> RunAsync(string[] arguments)
    {
        Screen screen = Screen.OfProcess();
        try
        {
            return await InvokeAsync(Root(screen).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null }), screen);
        }
        catch (Exception failure)
        {
            return FailureView.Tell(failure, screen);
        }
    }

    private static RootCommand Root(Screen screen) =>
        new("A network simulator: one YAML scenario runs in virtual time or on real sockets, and becomes a report.")
    {
        new RunCommand(screen),
        NotBuilt.Watch,
        new ValidateCommand(screen),
        new SweepCommand(screen),
        new MergeCommand(screen),
        new WorkerCommand(screen),
        new SecretCommand(screen),
        new GradeCommand(screen),
        new ListCommand(screen),
        new NewCommand(screen),
        new SchemaCommand(),
        new ReportCommand(screen),
        new ReplayCommand(screen),
        new CompareCommand(screen),
        new DiffCommand(screen),
    };

    private static async Task<ExitStatus> InvokeAsync(ParseResult parsed, Screen screen)
    {
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct()) screen.Tell(message);
            screen.Tell($"'{Path(parsed)} --help' says what can be asked for.");
            return ExitStatus.Wrong;
        }

        // RunAsync handles exceptions, and Interruption handles Ctrl-C.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return (ExitStatus)await parsed.InvokeAsync(configuration);
    }

    private static string Path(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "netcomm" : $"netcomm {parsed.CommandResult.Command.Name}";
}
