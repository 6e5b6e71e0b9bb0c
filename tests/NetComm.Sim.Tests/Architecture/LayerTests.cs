using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Sim.Tests.Architecture;

/// <summary>Keeps the arrows of src/README.md: who may use whom, and the one place each for YAML, sockets, charts and the console.</summary>
public sealed partial class LayerTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Model"] = [],
        ["Packets"] = ["Model"],
        ["Protocols"] = ["Model", "Packets"],
        ["Tracing"] = ["Model", "Packets"],
        ["Scenarios"] = ["Model"],
        ["Runtime"] = ["Model", "Packets", "Protocols", "Tracing"],
        ["Measuring"] = ["Model", "Packets", "Tracing"],
        ["Reporting"] = ["Model", "Tracing", "Measuring"],
    };

    private static readonly string Source = Path.GetFullPath(Path.Combine(Folder(), "../../../src"));

    private static readonly (string File, string Text)[] Files =
    [
        .. from path in Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
           let file = Path.GetRelativePath(Source, path).Replace('\\', '/')
           where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
           orderby file
           select (file, WithoutComments(File.ReadAllText(path))),
    ];

    [Fact]
    public void Every_folder_of_the_simulator_is_a_known_layer()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Source, "NetComm.Sim")).Select(path => Path.GetFileName(path)).Except(["bin", "obj"]);

        Assert.Empty(folders.Except(MayUse.Keys));
    }

    [Fact]
    public void A_layer_uses_only_those_below_it()
    {
        var wrong = from file in Files
                    let layer = LayerOf(file.File)
                    where layer is not null
                    from used in LayersNamedIn(file.Text)
                    where used != layer && !MayUse[layer].Contains(used)
                    select $"{file.File}: {layer} must not use {used}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void A_layer_named_without_its_namespace_is_found_too()
    {
        Assert.Equal(["Measuring"], LayersNamedIn("var all = Measuring.Measurements.From(trace);"));
        Assert.Equal(["Tracing"], LayersNamedIn("using NetComm.Sim.Tracing;"));
        Assert.Empty(LayersNamedIn("options.Model.Name; run.Tracing.Stop();"));
    }

    [Theory]
    [InlineData(@"\bNetComm\.Cli\b", "NetComm.Cli/")]
    [InlineData(@"\bYamlDotNet\b", "NetComm.Sim/Scenarios/")]
    [InlineData(@"\bSystem\.Net\.Sockets\b", "NetComm.Sim/Runtime/Loopback/")]
    [InlineData(@"\bReporting\.Charts\b", "NetComm.Sim/Reporting/")]
    [InlineData(@"\bMarkdig\b", "NetComm.Sim/Reporting/")]
    [InlineData(@"\bSpectre\.Console\b", "NetComm.Cli/")]
    [InlineData(@"\bSystem\.CommandLine\b", "NetComm.Cli/")]
    [InlineData(@"(?<![\w.])Console\.", "NetComm.Cli/")]
    [InlineData(@"\bAkka\.\w", "NetComm.Sim/Runtime/AkkaHosting/")]
    public void There_is_one_place_for(string pattern, string place)
    {
        string[] users = [.. Files.Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.File)];

        Assert.NotEmpty(users);
        Assert.All(users, file => Assert.StartsWith(place, file, StringComparison.Ordinal));
    }

    private static string? LayerOf(string file) => file.Split('/') is ["NetComm.Sim", var folder, _, ..] ? folder : null;

    private static IEnumerable<string> LayersNamedIn(string text) =>
        FullName().Matches(text).Concat(RelativeName().Matches(text)).Select(match => match.Groups[1].Value).Where(MayUse.ContainsKey);

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"NetComm\.Sim\.(\w+)")]
    private static partial Regex FullName();

    /// <summary>From inside NetComm.Sim, <c>Tracing.Trace</c> names a type as well.</summary>
    [GeneratedRegex(@"(?<![\w.])(Model|Packets|Protocols|Tracing|Scenarios|Runtime|Measuring|Reporting)\.[A-Z]")]
    private static partial Regex RelativeName();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
