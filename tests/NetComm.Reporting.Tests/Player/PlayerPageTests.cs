using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Player;

/// <summary>What the player adds to the page; what it does there is tested in a browser.</summary>
public sealed partial class PlayerPageTests
{
    private const string Hostile = "</script><script>alert(1)</script>&<!--";

    [Fact]
    public void The_recording_of_a_small_run_is_as_approved()
    {
        string page = PageOf(Network().Flow("a", "c", Packets(), count: 1).Flow("a", "b", Packets(), count: 2));

        using JsonDocument json = JsonDocument.Parse(DataOf(page));
        Approved.Text("recording.json", Lines(json.RootElement));
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes() =>
        Assert.Equal(PageOf(Network().Flow("a", "c", Packets(), count: 20)), PageOf(Network().Flow("a", "c", Packets(), count: 20)));

    [Fact]
    public void The_page_lets_no_script_run_but_its_own()
    {
        string page = PageOf(Network().Flow("a", "c", Packets(), count: 1));

        string[] hashes = [.. Script().Matches(page).Select(script => script.Groups[1].Value)
            .Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'")];

        Assert.Equal(3, hashes.Length);
        Assert.Contains(
            $"content=\"default-src 'none'; style-src 'unsafe-inline'; script-src {string.Join(' ', hashes)}\"", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_well_formed_with_the_player_in_it()
    {
        string page = PageOf(Network().Flow("a", "c", Packets(), count: 1));

        string body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]
            .Replace("<br>", "<br/>", StringComparison.Ordinal);

        Assert.Equal("body", XDocument.Parse(body).Root!.Name.LocalName);
    }

    [Fact]
    public void Text_from_a_scenario_cannot_end_the_script()
    {
        string page = PageOf(Network().Flow("a", "c", Packets(), count: 1).Program("a", new ProgramStep.Print(Hostile)));

        Assert.Equal(3, Regex.Count(page, "<script>"));
        Assert.DoesNotContain('<', DataOf(page));
        Assert.DoesNotContain('&', DataOf(page));
    }

    [Fact]
    public void A_run_without_packets_has_no_player_and_allows_no_script_of_it()
    {
        string page = PageOf(Network().Program("a", new ProgramStep.Print("alone")));

        Assert.DoesNotContain("id=\"player", page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.Equal(1, Regex.Count(page, "'sha256-"));
    }

    private static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b", "c")
        .Link("a", "b", new LinkProperties { Rate = Bandwidth.FromMegabits(10), Delay = SimDuration.FromMilliseconds(5) })
        .Lan("office", new LinkProperties { Rate = Bandwidth.FromMegabits(10) }, "a", "c");

    private static Traffic.Constant Packets() => new(SimDuration.FromMilliseconds(1), PayloadSize.Of(100));

    private static string PageOf(NetworkBuilder network)
    {
        ReportedRun run = ReportedRuns.Of(network.Build(SimDuration.FromSeconds(1)));
        using Trace trace = run.Trace;
        return ReportFiles.Of(ReportSections.DocumentOf(run), new ScottPlotRenderer()).First().Text;
    }

    private static string DataOf(string page) => Data().Match(page).Groups[1].Value;

    /// <summary>A line per property, one level deep, so that a difference can be read.</summary>
    private static string Lines(JsonElement root) => string.Concat(root.EnumerateObject().SelectMany(property =>
        property.Value.ValueKind == JsonValueKind.Object
            ? property.Value.EnumerateObject().Select(inner => $"{property.Name}.{inner.Name}: {inner.Value.GetRawText()}\n")
            : [$"{property.Name}: {property.Value.GetRawText()}\n"]));

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("id=\"player-data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();
}
