namespace NetComm.Cli.Grading;

/// <summary>A file that was handed in, whatever it is.</summary>
/// <param name="Name">Its path below the folder of all, with <c>/</c>; also the name of its folder among the grades, so that no two share
/// one.</param>
/// <param name="Path">Its full path.</param>
internal sealed record HandedInFile(string Name, string Path)
{
    private static readonly string[] LeftOvers = [".DS_Store", "Thumbs.db", "desktop.ini"];

    private static readonly string[] Archives = [".ZIP", ".GZ", ".TGZ", ".7Z", ".RAR", ".TAR"];

    /// <summary>Whether it is a symbolic link. None is followed: it may lead to another's file, or out of the folder.</summary>
    public bool IsLink { get; init; }

    /// <summary>Whether it is a folder that cannot be read.</summary>
    public bool IsClosed { get; init; }

    public string OwnName => System.IO.Path.GetFileName(Path);

    /// <summary>Whether the name is that of a scenario.</summary>
    public bool IsScenario => !IsLink && !IsClosed && !IsLeftOver && Extension is ".YAML" or ".YML";

    /// <summary>Whether a computer or an archive has left it behind, and nobody meant to hand it in.</summary>
    public bool IsLeftOver =>
        Name.Split('/').Contains("__MACOSX") || OwnName.StartsWith("._", StringComparison.Ordinal)
        || LeftOvers.Contains(OwnName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why it is not graded; null where it is.</summary>
    public (SubmissionStatus Status, string Remark)? Refusal =>
        IsLink ? (SubmissionStatus.Link, "it is a symbolic link, which is not followed")
        : IsClosed ? (SubmissionStatus.Errors, "the folder cannot be read")
        : IsLeftOver ? (SubmissionStatus.LeftOver, "a computer has left it behind; nobody hands it in")
        : IsScenario ? null
        : (SubmissionStatus.NoScenario, WhyNot());

    private string Extension => System.IO.Path.GetExtension(OwnName).ToUpperInvariant();

    private string WhyNot()
    {
        string stem = System.IO.Path.GetFileNameWithoutExtension(OwnName);
        if (System.IO.Path.GetExtension(stem).ToUpperInvariant() is ".YAML" or ".YML")
            return $"its name ends in {System.IO.Path.GetExtension(OwnName)}; rename it to {stem}";
        if (Archives.Contains(Extension)) return "it is an archive; unpack it, and grade what is in it";
        return Extension.Length == 0
            ? "its name does not end in .yaml" : $"a {System.IO.Path.GetExtension(OwnName)} file is no scenario (.yaml)";
    }
}
