using System.Text.RegularExpressions;

namespace NetComm.Cli.Grading;

/// <summary>Who handed in: from Moodle's names (<c>Name_12345_assignsubmission_file_</c>), else from those of folder or file.</summary>
/// <param name="Id">Moodle's number of the participant; empty where it is not known.</param>
internal sealed partial record Student(string Name, string Id)
{
    public static Student Of(HandedInFile file)
    {
        string[] path = file.Name.Split('/');
        string parent = Path.GetFileName(Path.GetDirectoryName(file.Path)) ?? "";
        foreach (string name in path.Append(parent))
        {
            if (MoodleName().Match(name) is { Success: true } found) return new(found.Groups["name"].Value, found.Groups["id"].Value);
        }

        return file.IsLeftOver ? new("", "") : new(path.Length > 1 ? path[0] : Stem(path[0]), "");
    }

    /// <summary>What people call the file: by its student instead of Moodle's long folder.</summary>
    public string Call(string file)
    {
        if (Id.Length == 0) return file;
        int slash = file.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Name : $"{Name}/{file[(slash + 1)..]}";
    }

    /// <summary>The name that the student gave the file: where Moodle makes no folders, its own stands before it.</summary>
    public static string NameOfFile(HandedInFile file) =>
        MoodleName().Match(file.OwnName) is { Success: true } found && found.Groups["rest"].Length > 0
            ? found.Groups["rest"].Value : file.OwnName;

    private static string Stem(string name) => Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name;

    [GeneratedRegex("^(?<name>.+)_(?<id>[0-9]+)_assignsubmission_(file|onlinetext)(_(?<rest>.*))?$")]
    private static partial Regex MoodleName();
}
