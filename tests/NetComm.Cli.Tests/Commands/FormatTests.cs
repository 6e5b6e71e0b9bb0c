using System.Buffers.Binary;
using System.Xml.Linq;

namespace NetComm.Cli.Tests.Commands;

/// <summary>What reports are written as: <c>--format html|md|all</c>.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Markdown_takes_the_place_of_the_page_and_links_the_same_charts()
    {
        string scenario = _place.Scenario(SampleScenarios.Passing);

        Outcome outcome = _place.Run("run", scenario, "--out", "md", "--format", "md");
        _place.Run("run", scenario, "--out", "html");

        Assert.Contains("md/report.md", outcome.Output.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal(_place.FilesIn("html").Except(["report.html"]), _place.FilesIn("md").Except(["report.md"]));
        Assert.StartsWith("# Ten packets\n", File.ReadAllText(_place["md/report.md"]), StringComparison.Ordinal);
    }

    /// <summary>No other program is needed: none is on the path.</summary>
    [Fact]
    public void All_is_the_page_and_Markdown_and_each_chart_as_PNG_twice_its_size()
    {
        Outcome outcome =
            _place.Run([("PATH", _place.Folder)], "run", _place.Scenario(SampleScenarios.Passing), "--out", "run", "--format", "all");

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        Assert.Contains("report.html", _place.FilesIn("run"));
        Assert.Contains("report.md", _place.FilesIn("run"));
        string[] charts = Directory.GetFiles(_place["run/charts"], "*.svg");
        Assert.NotEmpty(charts);
        foreach (string svg in charts)
        {
            XElement root = XDocument.Load(svg).Root!;
            byte[] png = File.ReadAllBytes(Path.ChangeExtension(svg, ".png"));
            Assert.Equal(PngSignature, png[..8]);
            Assert.Equal(2 * (int)root.Attribute("width")!, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.Equal(2 * (int)root.Attribute("height")!, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        }
    }

    // The call waits 200 ms behind the upload and is alone at the end: the smoothed value has faded by then, and would tell of nothing.
    [Fact]
    public void Jitter_that_has_faded_stands_beside_its_mean_and_its_largest_value()
    {
        string scenario = _place.Scenario(
            """
            scenario: A call beside an upload that ends
            hosts: [phone, callee]
            links:
              - { name: up, between: [phone, callee], rate: 2 Mbps, delay: 10 ms, queue: { limit: 300 kB } }
            flows:
              - { name: call, from: phone, to: callee, traffic: { kind: constant, rate: 50 packets/s, size: 160 B }, count: 600 }
              - { name: upload, from: phone, to: callee, start: 1 s, count: 50,
                  traffic: { kind: constant, rate: 1000 packets/s, size: 1000 B } }
            """);

        _place.Run("run", scenario, "--out", "run", "--format", "md");

        string report = File.ReadAllText(_place["run/report.md"]);
        string row = report[report.IndexOf("Smoothed, last", StringComparison.Ordinal)..].Split('\n')
            .First(line => line.StartsWith("| call", StringComparison.Ordinal));
        string[] cells = row.Replace('\u202F', ' ').Replace('\u00A0', ' ').Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(["call", "0", "493.7 µs", "12.46 ms"], cells[1..5]);
    }

    [Fact]
    public void A_report_is_rendered_again_as_it_was_or_as_asked()
    {
        _place.Run("run", _place.Scenario(SampleScenarios.Passing), "--out", "run", "--format", "md");
        string first = File.ReadAllText(_place["run/report.md"]);

        _place.Run("report", "run");
        Assert.Equal(first, File.ReadAllText(_place["run/report.md"]));
        Assert.DoesNotContain("report.html", _place.FilesIn("run"));

        _place.Run("report", "run", "--format", "html");
        Assert.Contains("report.html", _place.FilesIn("run"));
        Assert.DoesNotContain("report.md", _place.FilesIn("run"));
    }
}
