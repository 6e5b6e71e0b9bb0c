namespace NetComm.Cli.Screens;

internal static class Displayed
{
    /// <summary>Relative to the current folder where it lies below it, else in full.</summary>
    public static string Path(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
