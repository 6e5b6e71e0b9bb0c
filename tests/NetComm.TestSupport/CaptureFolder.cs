using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>The captures of a run in a temporary folder.</summary>
internal sealed class CaptureFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("captures");

    private CaptureFolder(Trace trace, CaptureOptions options, Scenario? scenario) =>
        CaptureWriter.Write(_folder.FullName, trace, options, scenario);

    public static CaptureFolder Of(Trace trace, CapturePlaces places = CapturePlaces.Hosts, int? madeUpBytes = null) =>
        new(trace, new CaptureOptions { Places = places, MadeUpBytes = madeUpBytes }, scenario: null);

    /// <summary>With comments on jitter, and on what waited in queues for longer than a link's delay.</summary>
    public static CaptureFolder Of(Trace trace, Scenario scenario, CapturePlaces places = CapturePlaces.Hosts) =>
        new(trace, new CaptureOptions { Places = places }, scenario);

    /// <summary>The names of all files, without their ending, in order.</summary>
    public string[] Names =>
        [.. _folder.EnumerateFiles().Select(file => Path.GetFileNameWithoutExtension(file.Name)).Order(StringComparer.Ordinal)];

    public CaptureFile this[string name] => CaptureFile.At(PathOf(name));

    public string PathOf(string name) => Path.Combine(_folder.FullName, name + ".pcapng");

    public void Dispose() => _folder.Delete(recursive: true);
}
