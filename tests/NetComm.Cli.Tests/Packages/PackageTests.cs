using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace NetComm.Cli.Tests.Packages;

/// <summary>What <c>dotnet pack</c> makes of the build that is tested: a package a layer, the library, and the tool.</summary>
public sealed class PackageTests
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    /// <summary>Release or Debug: the folder over the target framework's.</summary>
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public void A_layer_is_a_package_that_depends_on_those_below_it_alone()
    {
        using var place = new Workplace();
        Pack(place, "NetComm.Sim.sln");

        Dictionary<string, string[]> packages = Directory.EnumerateFiles(place.Folder, "*.nupkg").Select(SpecificationOf)
            .ToDictionary(found => found.Name, found => found.Dependencies);

        Assert.Equal(
            [
                "NetComm.Analysis", "NetComm.Model", "NetComm.Network", "NetComm.Protocols", "NetComm.Reporting", "NetComm.Runtime",
                "NetComm.Scenarios", "NetComm.Sim", "NetComm.Tracing", "netcomm",
            ],
            packages.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(packages["NetComm.Model"]);
        Assert.Equal(["NetComm.Model"], packages["NetComm.Protocols"]);
        Assert.Equal(["NetComm.Model", "YamlDotNet"], packages["NetComm.Scenarios"]);
        Assert.Equal(["NetComm.Reporting", "NetComm.Runtime", "NetComm.Scenarios"], packages["NetComm.Sim"]);
        Assert.Equal(
            ["Markdig", "NetComm.Analysis", "ScottPlot", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies", "System.IO.Hashing"],
            packages["NetComm.Reporting"]);
        Assert.All(["NetComm.Tracing", "NetComm.Network", "NetComm.Analysis"], name =>
            Assert.All(packages[name], dependency => Assert.StartsWith("NetComm.", dependency, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_tool_is_installed_from_a_folder_and_runs_what_ships_with_it()
    {
        using var place = new Workplace();
        Pack(place, "src/NetComm.Cli");

        Outcome installed = place.RunProgram("dotnet", "tool", "install", "netcomm", "--tool-path", "tools", "--add-source", place.Folder);
        Assert.True(installed.Status == 0, installed.Output + installed.Errors);
        string netcomm = place[OperatingSystem.IsWindows() ? "tools/netcomm.exe" : "tools/netcomm"];
        Outcome list = place.RunProgram(netcomm, "list");
        Outcome created = place.RunProgram(netcomm, "new", "first");
        Outcome run = place.RunProgram(netcomm, "run", "first.yaml");

        Assert.Contains("1-two-hosts.yaml", list.Output, StringComparison.Ordinal);
        Assert.Equal(0, created.Status);
        Assert.True(run.Status == 0, run.Output + run.Errors);
        Assert.True(File.Exists(place["reports/first/simulated-seed1/report.html"]), run.Output);
    }

    private static void Pack(Workplace place, string what)
    {
        Outcome packed = place.RunProgram(
            "dotnet", "pack", Path.Combine(Top, what), "--no-build", "--nologo", "-c", Configuration, "-o", place.Folder);
        Assert.True(packed.Status == 0, packed.Output + packed.Errors);
    }

    private static (string Name, string[] Dependencies) SpecificationOf(string package)
    {
        using ZipArchive content = ZipFile.OpenRead(package);
        using Stream file = content.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        XElement metadata = XDocument.Load(file).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        IEnumerable<XElement> dependencies = metadata.Descendants().Where(element => element.Name.LocalName == "dependency");
        return (
            metadata.Elements().Single(element => element.Name.LocalName == "id").Value,
            [.. dependencies.Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal)]);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
