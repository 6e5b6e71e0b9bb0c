using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm new NAME</c>: a commented file to start from.</summary>
internal sealed class NewCommand : Command
{
    private readonly Argument<string> _name =
        new("NAME") { Description = "The file to write: NAME.yaml. An existing file is never overwritten." };
    private readonly Screen _screen;

    public NewCommand(Screen screen)
        : base("new", "Write a commented scenario to start from.")
    {
        _screen = screen;
        Add(_name);
        SetAction(parsed => (int)Write(parsed.GetRequiredValue(_name)));
    }

    private ExitStatus Write(string name)
    {
        string path = name.EndsWith(".yaml", StringComparison.Ordinal)
            || name.EndsWith(".yml", StringComparison.Ordinal) ? name : name + ".yaml";
        string title = Path.GetFileNameWithoutExtension(path);
        if (title.Length == 0 || title.Any(char.IsControl)) throw new UsageException($"'{name}' is no name for a file");
        if (Path.Exists(path)) throw new UsageException($"'{path}' is there already and is not overwritten");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new UsageException($"there is no folder '{folder}'");

        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write)) file.Write(Encoding.UTF8.GetBytes(Starter(title)));
        _screen.Out
            .WriteLine($"{path} is written. Run it: netcomm run {(path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path)}");
        return ExitStatus.Passed;
    }

    private static string Starter(string title)
    {
        using Stream resource = typeof(NewCommand).Assembly.GetManifestResourceStream("starter.yaml")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        string quoted = title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return reader.ReadToEnd().Replace("TITLE", $"\"{quoted}\"", StringComparison.Ordinal);
    }
}
