namespace NetComm.Cli.Tests.Commands;

/// <summary>What the command says about itself is approved as text.</summary>
public sealed class HelpTests
{
    [Fact]
    public void Help_of_every_command()
    {
        using var place = new Workplace();
        string[] commands =
            ["", "run", "watch", "validate", "sweep", "merge", "worker", "secret", "grade", "list", "new", "schema", "completion", "report",
                "replay", "compare", "diff"];

        IEnumerable<string> help =
            commands.Select(
                command => $"$ netcomm {command} --help\n".Replace("  ", " ", StringComparison.Ordinal)
                    + place.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output);

        Approved.Text("help.txt", string.Join('\n', help).ReplaceLineEndings("\n"));
    }
}
