using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Tests;

public sealed partial class ReportFilesTests
{
    [Fact]
    public void The_page_looks_as_approved()
    {
        (string Path, string Text) page = ReportFiles.Of(SampleReport.Model.Document(), new NamedCharts()).First();

        Approved.Text("report.html", Hash().Replace(WithoutScripts(page.Text), "'sha256-…'"));
    }

    [Fact]
    public void Each_flow_has_its_charts_as_files()
    {
        IEnumerable<string> files = FilesOf(SampleReport.Model).Select(file => file.Path);

        Assert.Equal(
            [
                "report.html", "charts/topology.svg", "charts/sequence.svg", "charts/timeline.svg", "charts/latency-percentiles.svg",
                "charts/call-latency.svg", "charts/call-latency-course.svg", "charts/call-latency-cdf.svg",
                    "charts/call-latency-histogram.svg", "charts/call-loss.svg",
                    "charts/call-throughput.svg", "charts/call-jitter.svg",
                "charts/stream-latency.svg", "charts/stream-latency-course.svg", "charts/stream-latency-cdf.svg",
                    "charts/stream-latency-histogram.svg", "charts/stream-loss.svg", "charts/stream-throughput.svg",
                    "charts/stream-jitter.svg", "charts/stream-receivers.svg", "charts/backup-goodput.svg",
                "charts/backup-window.svg", "charts/backup-rtt.svg", "charts/backup-sequence.svg", "charts/backup-sequence-start.svg",
                    "charts/bytes-per-link.svg",
            ],
            files.Where(file => !file.StartsWith("series/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_chart_over_time_has_its_data_as_a_file()
    {
        IEnumerable<string> files = FilesOf(SampleReport.Model).Select(file => file.Path);

        Assert.Equal(
            [
                "series/call-latency.csv", "series/call-latency-course.csv", "series/call-loss.csv", "series/call-throughput.csv",
                    "series/call-jitter.csv",
                "series/stream-latency.csv", "series/stream-latency-course.csv", "series/stream-loss.csv", "series/stream-throughput.csv",
                    "series/stream-jitter.csv",
                "series/backup-goodput.csv", "series/backup-window.csv", "series/backup-rtt.csv", "series/backup-sequence.csv",
                "series/backup-sequence-start.csv",
            ],
            files.Where(file => file.StartsWith("series/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Flows_that_differ_in_case_alone_do_not_overwrite_each_other()
    {
        FlowReport flow = SampleReport.Model.Flows[2] with { Connection = null };
        SampleReport report =
            SampleReport.Model with
            {
                Plan = null,
                Sequence = null,
                Timeline = [],
                Links = [],
                Connections = [],
                Flows = [flow, flow.Named("Backup"), flow.Named("BACKUP")]
            };

        IEnumerable<string> files = FilesOf(report).Select(file => file.Path);

        Assert.Equal(
            [
                "report.html", "charts/backup-goodput.svg", "charts/Backup-2-goodput.svg", "charts/BACKUP-3-goodput.svg",
                "series/backup-goodput.csv", "series/Backup-2-goodput.csv", "series/BACKUP-3-goodput.csv",
            ],
            files);
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes()
    {
        List<(string Path, string Text)> first = FilesOf(SampleReport.Model).ToList();

        List<(string Path, string Text)> second = FilesOf(SampleReport.Model).ToList();

        Assert.Equal(first, second);
        Assert.All(first, file => Assert.DoesNotContain('\r', file.Text));
    }

    [Fact]
    public void The_page_loads_nothing_and_runs_only_what_explores_charts_and_unfolds_for_print()
    {
        string page = PrintScript().Replace(FilesOf(SampleReport.Model).First().Text, "", 1);

        Assert.DoesNotMatch(Loading(), WithoutScripts(page).Replace("<script", "", StringComparison.Ordinal));
        Assert.Single(CodeOf(page));
    }

    [Fact]
    public void Every_id_of_the_page_is_unique_and_every_link_within_it_has_a_target()
    {
        string page = FilesOf(SampleReport.Model).First().Text;

        List<string> ids = Id().Matches(page).Select(m => m.Groups[1].Value).ToList();
        IEnumerable<string> targets = Target().Matches(page).SelectMany(m => m.Groups[1].Value.Split(' '));

        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(targets.Except(ids));
    }

    [Fact]
    public void Headings_descend_by_one_level_at_a_time()
    {
        string page = FilesOf(SampleReport.Model).First().Text;

        List<int> levels = Heading().Matches(page).Select(m => int.Parse(m.Groups[1].Value)).ToList();

        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void The_body_is_well_formed()
    {
        string page = FilesOf(SampleReport.Model).First().Text;

        string body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]
            .Replace("<br>", "<br/>");

        Assert.Equal("body", XDocument.Parse(body).Root!.Name.LocalName);
    }

    [Fact]
    public void Text_from_a_scenario_is_shown_and_not_obeyed()
    {
        const string hostile = "</code></pre><script>alert(1)</script>\" onload=\"alert(2)";
        SampleReport report = SampleReport.Model.With(context => context with
        {
            Title = hostile,
            Lesson = hostile,
            Source = hostile,
            FileName = hostile,
            Notes = [hostile],
            Faults = [new(1, hostile)],
        }) with
        {
            Programs = [new(hostile, hostile, false, hostile)],
            Printed = [new(1, hostile, hostile)],
            Expectations = [new(hostile, false, hostile, hostile)],
            Links = [new(hostile, hostile, hostile, 1, 1, null, null, null, [new(hostile, 1)])],
            Hosts = [new(hostile, hostile, [hostile], [new(hostile, 1)])],
            Flows = [SampleReport.Model.Flows[0].Between(hostile, hostile)],
        };

        List<(string Path, string Text)> files = FilesOf(report).Select(file => (file.Path, PrintScript().Replace(file.Text, "", 1))).ToList();

        Assert.All(files, file => Assert.DoesNotContain("<script>alert", file.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Single(CodeOf(files[0].Text));
        Assert.All(files, file => Assert.DoesNotMatch(Attribute(), file.Text));
    }

    [Fact]
    public void A_run_without_flows_programs_or_expectations_is_a_page_too()
    {
        SampleReport report =
            SampleReport.Model.With(context => context with { Faults = [], Notes = [], Lesson = "" }) with
            {
                Flows = [],
                Programs = [],
                Printed = [],
                Expectations = [],
                Timeline = [],
                Links = [],
                Hosts = [],
                Plan = null,
                Sequence = null
            };

        string page = FilesOf(report).Single().Text;

        Assert.Contains("The scenario has no expectations", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"#flows\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_run_says_so_first()
    {
        string page = FilesOf(SampleReport.Model.With(context => context with { IsComplete = false })).First().Text;

        Assert.InRange(page.IndexOf("The run is incomplete", StringComparison.Ordinal), 0,
            page.IndexOf("expectations failed", StringComparison.Ordinal));
    }

    [Fact]
    public void Charts_of_very_many_flows_are_links_to_their_files()
    {
        FlowReport flow = SampleReport.Model.Flows[2];
        SampleReport report = SampleReport.Model with { Flows = [.. Enumerable.Range(1, 60).Select(i => flow.Named($"flow{i}"))] };

        string page = ReportFiles.Of(report.Document(), new NamedCharts()).First().Text;

        Assert.Contains("<title>flow50: goodput and throughput over time</title>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"charts/flow51-goodput.svg\">flow51: goodput and throughput over time</a>", page, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, string Text)> FilesOf(SampleReport report) =>
        ReportFiles.Of(report.Document(), new ScottPlotRenderer());

    [GeneratedRegex(@"\ssrc\s*=|<link|<script|@import|url\(|<img|<iframe|<object|\sxlink:|\son\w+\s*=""", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex(@"<script>//<!\[CDATA\[\n// Folded sections.*?</script>", RegexOptions.Singleline)]
    private static partial Regex PrintScript();

    [GeneratedRegex(@"<[^>]*\sonload\s*=\s*""", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    private static string WithoutScripts(string page) => Script().Replace(page, "<script$1>…</script>");

    /// <summary>The scripts that run: others are data.</summary>
    private static IEnumerable<string> CodeOf(string page) =>
        Script().Matches(page).Where(script => script.Groups[1].Length == 0).Select(script => script.Groups[2].Value);

    [GeneratedRegex("<script([^>]*)>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("'sha256-[^']+'")]
    private static partial Regex Hash();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("(?:href=\"#|aria-labelledby=\")([^\"]+)\"")]
    private static partial Regex Target();

    [GeneratedRegex("<h([1-6])")]
    private static partial Regex Heading();
}
