using System.CommandLine;

namespace NetComm.Cli.Commands;

/// <summary>What is decided and not built: help names it, and who uses it is told so in one line.</summary>
internal static class NotBuilt
{
    public static Option[] OfRun =>
    [
        Option("--cores", "N", "How many processors one simulated run may use."),
    ];

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
}
