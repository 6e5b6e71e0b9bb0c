using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace NetComm.Cli.Tests.Packages;

/// <summary>What <c>dotnet pack</c> makes: a package a layer, the library, and the tool, which has one for each platform.</summary>
public sealed class PackageTests
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    /// <summary>Release or Debug: the folder over the target framework's.</summary>
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public void A_layer_is_a_package_that_depends_on_those_below_it_alone()
    {
        using var place = new Workplace();
        Pack(place, "NetComm.Sim.sln", "--no-build");

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
        string platform = RuntimeInformation.RuntimeIdentifier;
        Pack(place, "src/NetComm.Cli", $"-p:ToolPlatforms={platform}", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false");

        Outcome installed = place.RunProgram("dotnet", "tool", "install", "netcomm", "--tool-path", "tools", "--add-source", place.Folder);
        Assert.True(installed.Status == 0, installed.Output + installed.Errors);
        string netcomm = place[OperatingSystem.IsWindows() ? "tools/netcomm.exe" : "tools/netcomm"];
        Outcome list = place.RunProgram(netcomm, "list");
        Outcome created = place.RunProgram(netcomm, "new", "first");
        Outcome run = place.RunProgram(netcomm, "run", "first.yaml");

        Assert.Equal(
            ["netcomm.0.1.0.nupkg", $"netcomm.{platform}.0.1.0.nupkg"],
            Directory.EnumerateFiles(place.Folder, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("1-two-hosts.yaml", list.Output, StringComparison.Ordinal);
        Assert.Equal(0, created.Status);
        Assert.True(run.Status == 0, run.Output + run.Errors);
        Assert.True(File.Exists(place["reports/first/simulated-seed1/report.html"]), run.Output);
        Assert.All(["netcomm.dll", "NetComm.Runtime.dll", "Akka.dll"], name => Assert.True(IsCompiledAhead(InTools(place, name)), name));
        Assert.Single(Directory.EnumerateFiles(place["tools"], "libSkiaSharp.*", SearchOption.AllDirectories));
    }

    private static string InTools(Workplace place, string file) =>
        Directory.EnumerateFiles(place["tools"], file, SearchOption.AllDirectories).Single();

    private static bool IsCompiledAhead(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static void Pack(Workplace place, string what, params string[] how)
    {
        Outcome packed = place.RunProgram(
            "dotnet", ["pack", Path.Combine(Top, what), "--nologo", "-c", Configuration, "-o", place.Folder, .. how]);
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
