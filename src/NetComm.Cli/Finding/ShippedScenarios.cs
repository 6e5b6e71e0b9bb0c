using System.Reflection;

namespace NetComm.Cli.Finding;

/// <summary>Where the scenarios that ship are: in the checkout, beside the program, or in it where it is a single file.</summary>
internal static class ShippedScenarios
{
    /// <summary>What the names of those in the program begin with; the rest is the path, with <c>/</c>.</summary>
    private const string Prefix = "scenarios/";

    private static readonly Lazy<string?> Unpacked = new(Unpack);

    /// <summary>Their folder.</summary>
    /// <exception cref="UsageException">They are nowhere.</exception>
    public static string Folder() => FolderOrNull()
        ?? throw new UsageException("the scenarios that ship are not beside the program; name a folder: netcomm list DIR");

    public static string? FolderOrNull()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "scenarios");
        return InCheckout() ?? (Directory.Exists(beside) ? beside : Unpacked.Value);
    }

    /// <summary>
    /// How people name a file: one that ships and does not lie below the current folder by its path among them, by which it is found too.
    /// </summary>
    public static string NameOf(string file)
    {
        if (!Path.IsPathFullyQualified(file) || FolderOrNull() is not { } root) return file;
        string name = Path.GetRelativePath(root, file);
        if (name.StartsWith("..", StringComparison.Ordinal)) return file;
        string shown = Displayed.Path(file);
        return shown == file ? name.Replace('\\', '/') : shown;
    }

    private static string? InCheckout()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NetComm.Sim.sln"))) return Path.Combine(folder.FullName, "scenarios");
        }

        return null;
    }

    /// <summary>Those in the program, in a folder of this process that goes with it; null where it holds none.</summary>
    private static string? Unpack()
    {
        Assembly program = typeof(ShippedScenarios).Assembly;
        string[] names = [.. program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))];
        if (names.Length == 0) return null;
        string folder = Directory.CreateTempSubdirectory("netcomm-scenarios-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name[Prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using Stream content = program.GetManifestResourceStream(name)!;
            using FileStream file = File.Create(path);
            content.CopyTo(file);
        }

        return folder;
    }
}
