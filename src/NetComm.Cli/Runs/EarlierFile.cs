using System.Text;

namespace NetComm.Cli.Runs;

/// <summary>A file of a folder that an earlier command wrote. Anything may stand there by now, a pipe for instance.</summary>
internal static class EarlierFile
{
    /// <summary>The largest scenario.</summary>
    private const int LargestScenario = 64;

    /// <summary>The bytes of a scenario as it was run.</summary>
    /// <exception cref="UsageException">It is no regular file, or too large.</exception>
    public static byte[] Scenario(string folder) => Read(Path.Combine(folder, RunFiles.Scenario), LargestScenario);

    /// <summary>The text of a scenario as it was run.</summary>
    /// <exception cref="UsageException">It is no regular file, or too large.</exception>
    public static string ScenarioText(string folder) => Encoding.UTF8.GetString(Scenario(folder));

    /// <exception cref="UsageException">It is no regular file, or too large.</exception>
    public static byte[] Read(string path, int mostMebibytes) => Refusing(path, () => RegularFile.Read(path, mostMebibytes));

    /// <summary>Makes sure that what is there, if anything, can be opened.</summary>
    /// <exception cref="UsageException">It is no regular file.</exception>
    public static void Require(string path) => Refusing(path, () =>
    {
        RegularFile.RequireIfThere(path);
        return true;
    });

    private static T Refusing<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableFileException refused)
        {
            throw new UsageException($"'{path}': {refused.Message}");
        }
    }
}
