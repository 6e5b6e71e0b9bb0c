using System.Runtime.CompilerServices;

namespace NetComm.Cli.Tests;

/// <summary>The gallery in reports/ shows what the program writes today. With NETCOMM_APPROVE=1 it is written anew.</summary>
public sealed class GalleryTests : IDisposable
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Folder(), "../.."));
    private static readonly string Gallery = Path.Combine(Top, "reports/gallery");

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("1-first-steps/3-lossy-link")]
    [InlineData("2-four-casts/4-multicast")]
    [InlineData("6-reliable-streams/4-reno-and-cubic")]
    [InlineData("8-theory/1-mm1-queue")]
    public void Its_reports_are_those_of_the_lessons(string lesson)
    {
        string shown = Path.Combine(Gallery, Path.GetFileName(lesson));

        _place.Run("run", Path.Combine(Top, "scenarios", lesson + ".yaml"), "--format", "md", "--out", "run");
        if (Environment.GetEnvironmentVariable("NETCOMM_APPROVE") == "1") Replace(shown);

        string[] files = ["report.md", .. _place.FilesIn("run/charts").Select(chart => $"charts/{chart}")];
        Assert.Equal(files.Order(StringComparer.Ordinal), FilesIn(shown).Order(StringComparer.Ordinal));
        Assert.All(
            files, file =>
                Assert.True(File.ReadAllText(Path.Combine(shown, file)) == File.ReadAllText(_place[$"run/{file}"]),
                    $"reports/gallery: {file} is stale: run this test with NETCOMM_APPROVE=1, and look at what it changed"));
    }

    private void Replace(string shown)
    {
        if (Directory.Exists(shown)) Directory.Delete(shown, recursive: true);
        Directory.CreateDirectory(Path.Combine(shown, "charts"));
        File.Copy(_place["run/report.md"], Path.Combine(shown, "report.md"));
        foreach (string chart in _place.FilesIn("run/charts"))
            File.Copy(_place[$"run/charts/{chart}"], Path.Combine(shown, "charts", chart));
    }

    private static IEnumerable<string> FilesIn(string shown) =>
        Directory.EnumerateFiles(shown, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(shown, path).Replace('\\', '/'));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
