using NetComm.Cli.Grading;

namespace NetComm.Cli.Runs;

/// <summary>What the command writes into a folder of its own.</summary>
/// <param name="Noun">What it is called.</param>
/// <param name="Stranger">Finds something in a folder that does not belong to it; null where there is nothing, or nothing else.</param>
internal sealed record FolderContent(string Noun, Func<string, string?> Stranger)
{
    public static readonly FolderContent Run = new("run", RunFiles.Stranger);

    public static readonly FolderContent Grading = new("grading", GradingFiles.Stranger);
}
