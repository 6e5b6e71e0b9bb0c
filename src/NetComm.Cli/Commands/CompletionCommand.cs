using System.CommandLine;
using System.Text;
using NetComm.Cli.Completion;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm completion SHELL</c>: the script by which a shell completes this command; it asks the command itself.</summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string?> _shell = new("SHELL")
    {
        Description = "bash, zsh or powershell.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _line = new("--line")
    {
        Description = "Print what may follow such a command line, a word a line; the scripts ask for it.",
        HelpName = "TEXT",
        Hidden = true,
    };

    public CompletionCommand()
        : base("completion", "Print the script by which bash, zsh or PowerShell completes this command; its first line says where it goes.")
    {
        _shell.CompletionSources.Add("bash", "zsh", "powershell");
        Add(_shell);
        Add(_line);
        SetAction(parsed => (int)Print(parsed));
    }

    private ExitStatus Print(ParseResult parsed)
    {
        if (parsed.GetValue(_line) is { } line)
        {
            foreach (string word in CompletionWords.After((RootCommand)parsed.RootCommandResult.Command, line)) Screen.WriteData(word);
            return ExitStatus.Passed;
        }

        string file = parsed.GetValue(_shell) switch
        {
            "bash" => "netcomm.bash",
            "zsh" => "netcomm.zsh",
            "powershell" or "pwsh" => "netcomm.ps1",
            null => throw new UsageException("name the shell: netcomm completion bash, zsh or powershell"),
            var other => throw new UsageException($"SHELL must be bash, zsh or powershell, but was '{other}'"),
        };
        using Stream resource = typeof(CompletionCommand).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        Screen.WriteData(reader.ReadToEnd().TrimEnd('\n'));
        return ExitStatus.Passed;
    }
}
