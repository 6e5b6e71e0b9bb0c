using System.Text.RegularExpressions;
using NetComm.Scenarios;

namespace NetComm.Cli.Finding;

/// <summary>
/// What a word of the command line means where scenarios are due: a file, a folder of files, or one that ships, by its name with or without
/// its number (<c>3-lossy-link</c>, <c>lossy-link</c>), or by its topic (<c>queues</c>).
/// </summary>
internal static partial class NamedScenarios
{
    private const string Extension = ".yaml";

    /// <summary>The files that the words mean, each folder's in order. A word that means nothing stays: who reads it tells.</summary>
    /// <exception cref="UsageException">A folder is empty, or several that ship have the name.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> words) => [.. words.SelectMany(Of)];

    /// <summary>The file that a word means, where one is due.</summary>
    public static string One(string word) => Path.Exists(word) ? word : Shipped(word) switch
    {
        [] => word,
        [var file] => file,
        _ => throw new UsageException($"'{word}' is a topic of several scenarios; name one: netcomm list shows them"),
    };

    /// <summary>The name of one that ships that was probably meant; null where none is near.</summary>
    public static string? Near(string word)
    {
        if (ShippedScenarios.FolderOrNull() is not { } root) return null;
        string[] names = [.. ScenarioFolder.FilesIn(root).Select(file => Path.GetFileNameWithoutExtension(file))];
        return Nearest.To(Plain(word), [.. names, .. names.Select(WithoutNumber)]);
    }

    private static IReadOnlyList<string> Of(string word)
    {
        if (Directory.Exists(word)) return ScenarioFolder.FilesIn(word);
        if (File.Exists(word)) return [word];
        return Shipped(word) is { Length: > 0 } shipped ? shipped : [word];
    }

    private static string[] Shipped(string word)
    {
        if (Plain(word).Length == 0 || ShippedScenarios.FolderOrNull() is not { } root) return [];
        IReadOnlyList<string> all = ScenarioFolder.FilesIn(root);
        string[] found = [.. all.Where(file => IsCalled(word, Path.GetRelativePath(root, file)))];
        if (found.Length == 0) return [.. all.Where(file => IsCalled(word, ScenarioFolder.TopicOf(root, file)))];
        string[] names = [.. found.Select(file => Plain(Path.GetRelativePath(root, file)))];
        return found.Length == 1 ? found : throw new UsageException(
            $"several scenarios that ship are called '{word}': {string.Join(", ", names)}");
    }

    /// <summary>Whether a path, or its last part, has the name; without numbers unless a file was named, which may be another's.</summary>
    private static bool IsCalled(string word, string path)
    {
        string name = Plain(word);
        bool isFile = word.EndsWith(Extension, StringComparison.Ordinal);
        string plain = Plain(path);
        string last = plain[(plain.LastIndexOf('/') + 1)..];
        string[] all = isFile ? [plain, last] : [plain, last, WithoutNumber(plain), WithoutNumber(last)];
        return all.Any(called => string.Equals(called, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>With <c>/</c> between folders, without <c>scenarios/</c> before and <c>.yaml</c> behind.</summary>
    private static string Plain(string path)
    {
        string plain = path.Replace('\\', '/').TrimEnd('/');
        if (plain.StartsWith("scenarios/", StringComparison.Ordinal)) plain = plain["scenarios/".Length..];
        return plain.EndsWith(Extension, StringComparison.Ordinal) ? plain[..^Extension.Length] : plain;
    }

    /// <summary>The same without the numbers by which they are in order.</summary>
    public static string WithoutNumber(string path) => Number().Replace(path, "");

    [GeneratedRegex(@"(?<=^|/)\d+-")]
    private static partial Regex Number();
}
