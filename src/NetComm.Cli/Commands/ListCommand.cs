using System.CommandLine;
using NetComm.Scenarios.Overrides;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm list [DIR]</c>: scenarios by topic, which is the folder they lie in, with their titles.</summary>
internal sealed class ListCommand : Command
{
    /// <summary>The relative path of what lies in the folder itself.</summary>
    private const string NoTopic = ".";

    private readonly Argument<string?> _folder = new("DIR")
    {
        Description = "The folder to look in. Default: the scenarios that ship.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Screen _screen;

    public ListCommand(Screen screen)
        : base("list", "List the scenarios that ship, or those of a folder, by topic.")
    {
        _screen = screen;
        Add(_folder);
        SetAction(parsed => (int)List(parsed.GetValue(_folder)));
    }

    private ExitStatus List(string? folder)
    {
        if (folder is not null && !Directory.Exists(folder)) throw new UsageException($"there is no folder '{folder}'");
        string root = Path.GetFullPath(folder ?? ShippedScenarios.Folder());
        string[] files = ScenariosIn(root);
        if (files.Length == 0) throw new UsageException($"'{Displayed.Path(root)}' holds no scenarios (*.yaml)");

        int width = files.Max(file => Displayed.Path(file).Length);
        foreach (IGrouping<string, string> topic in files.GroupBy(file => TopicOf(root, file)))
        {
            if (topic.Key != NoTopic) _screen.Out.MarkupLine($"\n[bold]{Markup.Escape(Printable.Of(topic.Key))}[/]");
            foreach (string file in topic)
                _screen.Out.WriteLine(Printable.Of($"  {Displayed.Path(file).PadRight(width)}  {TitleOf(file)}"));
        }

        return ExitStatus.Passed;
    }

    /// <summary>Those of the folder itself first, then topic by topic.</summary>
    private static string[] ScenariosIn(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*.yaml", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 4,
        })
            .OrderBy(file => TopicOf(root, file) == NoTopic ? "" : TopicOf(root, file), PathOrder.Instance)
            .ThenBy(file => file, PathOrder.Instance),
    ];

    private static string TopicOf(string root, string file) => Path.GetRelativePath(root, Path.GetDirectoryName(file)!);

    private static string TitleOf(string file) =>
        CheckedFile.Of(file, new ScenarioOverrides()) is { Scenario: { } scenario }
            ? scenario.Title : "(has errors: netcomm validate tells them)";
}
