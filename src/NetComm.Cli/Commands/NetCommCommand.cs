using System.CommandLine;
using NetComm.Cli.Completion;

namespace NetComm.Cli.Commands;

/// <summary>The command itself: reads the command line, and reports what went wrong in one sentence.</summary>
internal static class NetCommCommand
{
    public static async Task<ExitStatus> RunAsync(string[] arguments)
    {
        Screen screen = Screen.OfProcess();
        using var interruption = new Interruption(() => RunFolder.GiveUpAll(screen.TellGivenUp));
        try
        {
            var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
            return await InvokeAsync(Root(screen, interruption).Parse(WithoutDashes(arguments), configuration), screen);
        }
        catch (Exception failure)
        {
            return interruption.IsGivenUp ? ExitStatus.Interrupted : FailureView.Tell(failure, screen);
        }
    }

    /// <summary>Behind <c>--</c> stand files only, whatever they begin with.</summary>
    private static string[] WithoutDashes(string[] arguments)
    {
        int dashes = Array.IndexOf(arguments, "--");
        if (dashes < 0) return arguments;
        IEnumerable<string> files = arguments[(dashes + 1)..].Select(file => file.StartsWith('-') ? $"./{file}" : file);
        return [.. arguments[..dashes], .. files];
    }

    private static RootCommand Root(Screen screen, Interruption interruption)
    {
        RootCommand root = AllOf(screen, interruption);
        foreach (Command command in root.Subcommands)
        {
            OptionParsers.RefuseOptionsAsValues(command);
            CompletionWords.Teach(command);
        }

        return root;
    }

    private static RootCommand AllOf(Screen screen, Interruption interruption) =>
        new("A network simulator: one YAML scenario runs in virtual time or on real sockets, and becomes a report.")
    {
        new RunCommand(screen, interruption),
        new WatchCommand(screen, interruption),
        new ValidateCommand(screen),
        new SweepCommand(screen, interruption),
        new MergeCommand(screen),
        new WorkerCommand(screen, interruption),
        new SecretCommand(screen),
        new GradeCommand(screen, interruption),
        new ListCommand(screen),
        new NewCommand(screen),
        new SchemaCommand(),
        new CompletionCommand(),
        new ReportCommand(screen),
        new ReplayCommand(screen, interruption),
        new CompareCommand(screen, interruption),
        new DiffCommand(screen),
    };

    private static async Task<ExitStatus> InvokeAsync(ParseResult parsed, Screen screen)
    {
        if (parsed.Errors.Count > 0)
        {
            IEnumerable<string> messages =
                UnknownCommand(parsed) is { } unknown ? [unknown] : parsed.Errors.Select(error => error.Message).Distinct();
            foreach (string message in messages) screen.Tell(message);
            screen.Tell($"'{Path(parsed)} --help' says what can be asked for.");
            return ExitStatus.Wrong;
        }

        // RunAsync handles exceptions, and Interruption handles Ctrl-C.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return (ExitStatus)await parsed.InvokeAsync(configuration);
    }

    private static string? UnknownCommand(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is not RootCommand root || parsed.UnmatchedTokens is not [var word, ..] || word.StartsWith('-'))
            return null;
        return $"there is no command '{word}'" + OptionParsers.Meant(word, root.Subcommands.Select(command => command.Name));
    }

    private static string Path(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "netcomm" : $"netcomm {parsed.CommandResult.Command.Name}";
}
