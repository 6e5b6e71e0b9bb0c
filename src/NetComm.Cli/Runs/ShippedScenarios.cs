namespace NetComm.Cli.Runs;

/// <summary>Where the scenarios that ship are: in the checkout, or beside the program.</summary>
internal static class ShippedScenarios
{
    public static string Folder()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "scenarios");
        return InCheckout()
            ?? (Directory.Exists(beside)
            ? beside : throw new UsageException("the scenarios that ship are not beside the program; name a folder: netcomm list DIR"));
    }

    private static string? InCheckout()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NetComm.Sim.sln"))) return Path.Combine(folder.FullName, "scenarios");
        }

        return null;
    }
}
