using NetComm.Cli.Grading;

namespace NetComm.Cli.Runs;

/// <summary>The kind of content that the command writes into a folder.</summary>
/// <param name="UnexpectedEntry">Finds a file in a folder that does not belong to it; null where there is none.</param>
internal sealed record FolderContent(string Noun, Func<string, string?> UnexpectedEntry)
{
    public static readonly FolderContent Run = new("run", RunFiles.UnexpectedEntry);

    public static readonly FolderContent Grading = new("grading", GradingFiles.UnexpectedEntry);
}
