using System.CommandLine;
using NetComm.Scenarios.Overrides;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm list [DIR]</c>: scenarios by topic, which is the folder they lie in, with their titles.</summary>
internal sealed class ListCommand : Command
{
    /// <summary>Blanks before a name, and between it and the title.</summary>
    private const int Gap = 2;

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
        Listed[] files =
        [
            .. from file in ScenarioFolder.FilesIn(root)
               let name = ShippedScenarios.NameOf(Displayed.Path(file))
               select new Listed(ScenarioFolder.TopicOf(root, file), Printable.Of(name), Printable.Of(TitleOf(file))),
        ];
        // Where paths and titles do not fit side by side, the topic tells the path.
        if (files.Max(file => file.Name.Length) + files.Max(file => file.Title.Length) + 2 * Gap > _screen.Out.Profile.Width)
            files = [.. files.Select(file => file with { Name = Path.GetFileName(file.Name) })];

        int width = files.Max(file => file.Name.Length);
        foreach (IGrouping<string, Listed> topic in files.GroupBy(file => file.Topic))
        {
            if (topic.Key != ScenarioFolder.NoTopic) _screen.Out.MarkupLine($"\n[bold]{Markup.Escape(Printable.Of(topic.Key))}[/]");
            foreach (Listed file in topic) Show(file, width);
        }

        if (folder is null && _screen.IsWatched) _screen.Out.WriteLine("\nnetcomm run NAME runs one, and a topic all of it");
        return ExitStatus.Passed;
    }

    /// <summary>A title that is too long goes on below its beginning.</summary>
    private void Show(Listed file, int width)
    {
        string before = new string(' ', Gap) + file.Name.PadRight(width + Gap);
        string line = before;
        foreach (string word in file.Title.Split(' '))
        {
            if (line.Length > before.Length && line.Length + word.Length > _screen.Out.Profile.Width)
            {
                _screen.Out.WriteLine(line.TrimEnd());
                line = new string(' ', before.Length);
            }

            line += word + " ";
        }

        _screen.Out.WriteLine(line.TrimEnd());
    }

    private static string TitleOf(string file) =>
        CheckedFile.Of(file, new ScenarioOverrides()) is { Scenario: { } scenario }
            ? scenario.Title : "(has errors: netcomm validate tells them)";

    private sealed record Listed(string Topic, string Name, string Title);
}
