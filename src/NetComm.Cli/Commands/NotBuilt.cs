using System.CommandLine;

namespace NetComm.Cli.Commands;

/// <summary>What is decided and not built: help names it, and who uses it is told so in one line.</summary>
internal static class NotBuilt
{
    public static Option[] OfRun =>
    [
        Option("--cores", "N", "How many processors one simulated run may use."),
    ];

    public static Command Watch =>
        Command("watch", "SCENARIO", "Run again at each save, with the mistakes or the figures of the last run on the screen.");

    private static Option<string?> Option(string name, string value, string what)
    {
        var option = new Option<string?>(name)
        {
            Description = $"{what} (Not built yet.)",
            HelpName = value,
            Arity = ArgumentArity.ZeroOrOne,
        };
        option.Validators.Add(typed => typed.AddError($"'{name}' is not built yet"));
        return option;
    }

    private static Command Command(string name, string argument, string what)
    {
        var files = new Argument<string[]>(argument) { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, $"{what} (Not built yet.)") { files };
        command.Validators.Add(typed => typed.AddError($"'netcomm {name}' is not built yet"));
        return command;
    }
}
