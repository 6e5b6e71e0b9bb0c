using System.CommandLine;
using NetComm.Cli.Workers;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm secret FILE</c>: what a sweep and its workers on other machines have in common, and nobody else.</summary>
internal sealed class SecretCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = "The file to make. Only its owner may read it." };
    private readonly Screen _screen;

    public SecretCommand(Screen screen)
        : base("secret", "Make the secret that a sweep and its workers on other machines share.")
    {
        _screen = screen;
        OptionParsers.RefuseEmpty(_file);
        Add(_file);
        SetAction(parsed => (int)Make(parsed.GetRequiredValue(_file)));
    }

    private ExitStatus Make(string file)
    {
        SweepSecret.Make(file);
        _screen.Out.WriteLine(Printable.Of(
            $"{Displayed.Path(file)} is made: copy it to all machines (scp -p keeps its mode), and give sweep and workers --secret FILE"));
        return ExitStatus.Passed;
    }
}
