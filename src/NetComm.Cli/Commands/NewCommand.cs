using System.CommandLine;
using System.Text;
using NetComm.Scenarios;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm new NAME</c>: a commented file to start from, and the schema by which editors check and complete it.</summary>
internal sealed class NewCommand : Command
{
    /// <summary>The file that the first line of each template names.</summary>
    private const string SchemaFile = "netcomm.json";

    private const string Prefix = "templates/";
    private const string Extension = ".yaml";
    private const string Default = "udp";

    private readonly Argument<string> _name =
        new("NAME") { Description = "The file to write: NAME.yaml. An existing file is never overwritten." };
    private readonly Option<string?> _template = new("--template")
    {
        Description = $"What it is about. Default: {Default}.",
        HelpName = string.Join('|', Templates()),
    };
    private readonly Screen _screen;

    public NewCommand(Screen screen)
        : base("new", "Write a commented scenario to start from.")
    {
        _screen = screen;
        OptionParsers.AcceptOneOf(_template, [.. Templates()]);
        Add(_name);
        Add(_template);
        SetAction(parsed => (int)Write(parsed.GetRequiredValue(_name), parsed.GetValue(_template) ?? Default));
    }

    private ExitStatus Write(string name, string template)
    {
        string path = name.EndsWith(Extension, StringComparison.Ordinal)
            || name.EndsWith(".yml", StringComparison.Ordinal) ? name : name + Extension;
        string title = Path.GetFileNameWithoutExtension(path);
        if (title.Length == 0 || title.Any(char.IsControl)) throw new UsageException($"'{name}' is no name for a file");
        if (Path.Exists(path)) throw new UsageException($"'{path}' is there already and is not overwritten");
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } typed ? typed : ".";
        if (!Directory.Exists(folder)) throw new UsageException($"there is no folder '{folder}'");

        WriteNew(path, Text(template, title));
        string command = template == "sweep" ? "sweep" : "run";
        string quoted = path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
        _screen.Out.WriteLine($"{path} is written. Run it: netcomm {command} {quoted}");
        string schema = Path.Combine(folder, SchemaFile);
        if (!Path.Exists(schema))
        {
            WriteNew(schema, ScenarioSchema.Json());
            string shown = Displayed.Path(Path.GetFullPath(schema));
            _screen.Out.WriteLine($"{shown} is written: by it editors with YAML support check and complete the file.");
        }

        return ExitStatus.Passed;
    }

    private static void WriteNew(string path, string text)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static IEnumerable<string> Templates() =>
        from name in typeof(NewCommand).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal)
        orderby name
        select name[Prefix.Length..^Extension.Length];

    private static string Text(string template, string title)
    {
        using Stream resource = typeof(NewCommand).Assembly.GetManifestResourceStream(Prefix + template + Extension)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        string quoted = title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return reader.ReadToEnd().Replace("TITLE", $"\"{quoted}\"", StringComparison.Ordinal);
    }
}
