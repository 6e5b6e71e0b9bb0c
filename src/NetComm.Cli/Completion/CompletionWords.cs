using System.CommandLine;
using System.CommandLine.Completions;

namespace NetComm.Cli.Completion;

/// <summary>The words with which the last word of a command line may go on.</summary>
internal static class CompletionWords
{
    /// <summary>Makes known what the values of options and arguments may be.</summary>
    public static void Teach(Command command)
    {
        foreach (Option option in command.Options.Where(option => option.HelpName is not null))
        {
            string[] words = [.. option.HelpName!.Split('|').Where(word => word.Length > 1 && !word.Any(char.IsUpper))];
            option.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
        }

        foreach (Argument argument in command.Arguments.Where(argument => argument.Name.StartsWith("SCENARIO", StringComparison.Ordinal)))
            argument.CompletionSources.Add(context => Scenarios(context.WordToComplete).Select(word => new CompletionItem(word)));
    }

    /// <summary>What may follow; options only where one was begun.</summary>
    /// <param name="root">The command with all others.</param>
    /// <param name="line">The command line up to the cursor, with the name of the command.</param>
    public static IReadOnlyList<string> After(RootCommand root, string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        string arguments = blank < 0 ? "" : line[(blank + 1)..];
        string word = arguments[(arguments.LastIndexOf(' ') + 1)..];
        return
        [
            .. root.Parse(arguments).GetCompletions(arguments.Length).Select(item => item.InsertText ?? item.Label).Distinct()
                .Where(found => found.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Where(found => !found.StartsWith('-') && !found.StartsWith('/')
                    || (word.StartsWith('-') && found.StartsWith("--", StringComparison.Ordinal))),
        ];
    }

    /// <summary>Files and folders that the word begins to name; and scenarios that ship, which need no path.</summary>
    private static IEnumerable<string> Scenarios(string word)
    {
        int slash = word.LastIndexOf('/');
        string folder = slash < 0 ? "" : word[..(slash + 1)];
        return [.. EntriesOf(folder).Order(PathOrder.Instance), .. slash < 0 && word.Length > 0 ? ShippedNames() : []];
    }

    private static IEnumerable<string> EntriesOf(string folder)
    {
        string place = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(place)) yield break;
        foreach (FileSystemInfo entry in new DirectoryInfo(place).EnumerateFileSystemInfos("*", new EnumerationOptions()))
        {
            if (entry is DirectoryInfo) yield return $"{folder}{entry.Name}/";
            else if (entry.Extension is ".yaml" or ".yml") yield return folder + entry.Name;
        }
    }

    private static IEnumerable<string> ShippedNames() => ShippedScenarios.FolderOrNull() is not { } root ? []
        : ScenarioFolder.FilesIn(root).Select(file => Path.GetFileNameWithoutExtension(file))
            .SelectMany(name => (string[])[name, NamedScenarios.WithoutNumber(name)]).Distinct();
}
