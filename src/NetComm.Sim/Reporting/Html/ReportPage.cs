using NetComm.Sim.Model;
using NetComm.Sim.Reporting.Charts;
using NetComm.Sim.Reporting.Player;
using NetComm.Sim.Reporting.Tcp;

namespace NetComm.Sim.Reporting.Html;

/// <summary>The report: one page that loads nothing, reads on paper, on a telephone, in the dark and by ear.</summary>
internal sealed class ReportPage(ReportModel report, IChartRenderer renderer)
{
    /// <summary>Flows beyond it have their charts as files only, so that the page stays one that a browser opens.</summary>
    private const int MostFlowsWithCharts = 50;

    private readonly MarkupWriter _html = new();
    private readonly PlayerSection? _player = PlayerSection.Of(report);

    /// <summary>The page; with the pictures of each flow, of TCP connections that belong to none, and those that are sections of their own.</summary>
    public Markup Write(IReadOnlyList<FlowPictures> charts, IReadOnlyList<ConnectionPictures> connections, IReadOnlyList<PictureSection> pictures)
    {
        WriteHead(pictures);
        _html.Line($"<main id=\"main\">");
        WriteLesson();
        WriteAsked();
        WriteNotes();
        WriteExpectations();
        foreach (var picture in pictures) WritePicture(picture);
        _player?.WriteTo(_html, renderer);
        WriteFlows(charts);
        WritePrograms();
        WriteConnections(connections);
        WriteNetwork();
        _html.Line($"</main>");
        WriteReproduction();
        _html.Line($"</body>");
        _html.Line($"</html>");
        return _html.ToMarkup();
    }

    private string ModeText => report.Mode == RunMode.Simulated ? "simulated" : "loopback";

    private Markup AllowedScript => _player is null ? Markup.None : new Markup($"; script-src {PlayerSection.ScriptHash}");

    private void WriteHead(IReadOnlyList<PictureSection> pictures)
    {
        _html.Line($"<!DOCTYPE html>");
        _html.Line($"<html lang=\"en\">");
        _html.Line($"<head>");
        _html.Line($"<meta charset=\"utf-8\">");
        _html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        _html.Line($"<meta name=\"color-scheme\" content=\"light dark\">");
        _html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{AllowedScript}\">");
        _html.Line($"<title>{report.Title}</title>");
        _html.Line($"<style>");
        _html.Line($"{new Markup(ReportStyleSheet.Text)}{new Markup(_player is null ? "" : PlayerStyleSheet.Text)}{new Markup(renderer.StyleSheet)}");
        _html.Line($"</style>");
        _html.Line($"</head>");
        _html.Line($"<body>");
        _html.Line($"<a class=\"skip\" href=\"#main\">Skip to the report</a>");
        _html.Line($"<header>");
        _html.Line($"<p class=\"kind\">Network run · {ModeText} · seed {report.Seed}</p>");
        _html.Line($"<h1>{report.Title}</h1>");
        WriteVerdict();
        WriteContents(pictures);
        _html.Line($"</header>");
    }

    private void WriteVerdict()
    {
        var graded = report.Expectations.Where(e => e.Passed is not null).ToList();
        var passed = graded.Count(e => e.Passed == true);
        if (!report.IsComplete)
            _html.Line($"<p class=\"verdict failed\"><span aria-hidden=\"true\">! </span>The run is incomplete: it was interrupted, and everything below covers what had happened so far.</p>");
        if (graded.Count == 0) _html.Line($"<p class=\"verdict\">Nothing was expected of this run, so nothing was graded.</p>");
        else if (passed == graded.Count) _html.Line($"<p class=\"verdict passed\"><span aria-hidden=\"true\">✓ </span>{(passed == 1 ? "The one expectation passed." : $"All {passed} expectations passed.")}</p>");
        else _html.Line($"<p class=\"verdict failed\"><span aria-hidden=\"true\">✗ </span>{graded.Count - passed} of {graded.Count} expectations failed.</p>");
    }

    private void WriteContents(IReadOnlyList<PictureSection> pictures)
    {
        var sections = new List<(string Id, string Name)>();
        if (report.Lesson.Length > 0) sections.Add(("lesson", "Lesson"));
        sections.Add(("asked", "What was asked"));
        if (report.Expectations.Count > 0) sections.Add(("expectations", "Expectations"));
        sections.AddRange(pictures.Select(picture => (picture.Id, picture.Heading)));
        if (_player is not null) sections.Add(("player", "Play the run"));
        if (report.Flows.Count > 0) sections.Add(("flows", "Flows"));
        if (report.Programs.Count > 0) sections.Add(("programs", ProgramsHeading));
        if (report.Connections.Count > 0) sections.Add(("tcp", "TCP connections"));
        sections.AddRange([("network", "Links and hosts"), ("again", "Run it again")]);
        _html.Line($"<nav aria-label=\"Contents\"><ul>");
        foreach (var (id, name) in sections) _html.Line($"<li><a href=\"#{id}\">{name}</a></li>");
        _html.Line($"</ul></nav>");
    }

    private void WriteLesson()
    {
        if (report.Lesson.Length == 0) return;
        _html.Line($"<section id=\"lesson\" aria-labelledby=\"lesson-h\">");
        _html.Line($"<h2 id=\"lesson-h\">Lesson</h2>");
        _html.Line($"<div class=\"lesson\">");
        _html.Line($"{MarkdownText.ToHtml(report.Lesson, topLevel: 3)}</div>");
        _html.Line($"</section>");
    }

    private void WriteAsked()
    {
        _html.Line($"<section id=\"asked\" aria-labelledby=\"asked-h\">");
        _html.Line($"<h2 id=\"asked-h\">What was asked</h2>");
        _html.Line($"<p>The scenario <code>{report.FileName}</code>, as it was run:</p>");
        _html.Line($"<pre class=\"source\" tabindex=\"0\" role=\"region\" aria-label=\"Scenario file\"><code>{report.Source}</code></pre>");
        _html.Line($"</section>");
    }

    private void WriteNotes()
    {
        if (report.Notes.Count == 0) return;
        _html.Line($"<section id=\"notes\" aria-labelledby=\"notes-h\" class=\"notes\">");
        _html.Line($"<h2 id=\"notes-h\">Before you trust the figures</h2>");
        _html.Line($"<ul>");
        foreach (var note in report.Notes) _html.Line($"<li>{note}</li>");
        _html.Line($"</ul>");
        _html.Line($"</section>");
    }

    private void WriteExpectations()
    {
        if (report.Expectations.Count == 0) return;

        _html.Line($"<section id=\"expectations\" aria-labelledby=\"expectations-h\">");
        _html.Line($"<h2 id=\"expectations-h\">Expectations</h2>");
        new Table(
            "What was expected, and what was measured",
            [new("Expected", false), new("Measured", false), new("Result", false)],
            report.Expectations.Select(e => (IReadOnlyList<Markup>)
            [
                Markup.Of($"<code>{e.Text}</code>"),
                Figure.Text(e.Actual),
                ResultOf(e),
            ])).WriteTo(_html);
        _html.Line($"</section>");
    }

    private static Markup ResultOf(ExpectationReport expectation)
    {
        var hint = expectation.Passed == false && expectation.Hint is { } text ? Markup.Of($"<br><small>Hint: {text}</small>") : Markup.None;
        return expectation.Passed switch
        {
            true => new Markup("<span class=\"passed\"><span aria-hidden=\"true\">✓ </span>passed</span>"),
            false => Markup.Of($"<span class=\"failed\"><span aria-hidden=\"true\">✗ </span>failed</span>{hint}"),
            null => new Markup("not graded in this mode"),
        };
    }

    private void WritePicture(PictureSection picture)
    {
        _html.Line($"<section id=\"{picture.Id}\" aria-labelledby=\"{picture.Id}-h\">");
        _html.Line($"<h2 id=\"{picture.Id}-h\">{picture.Heading}</h2>");
        if (picture.Drawing is { } drawing) WriteFigure(drawing, $"{picture.Id}-picture", picture.Caption, picture.Scrolls);
        else _html.Line($"<p>{picture.Caption}</p>");
        picture.Table?.WriteTo(_html);
        _html.Line($"</section>");
    }

    private void WriteFigure(IDrawing drawing, string id, string caption, bool scrolls)
    {
        _html.Line($"<figure class=\"chart\">");
        WriteDrawing(drawing, id, scrolls);
        _html.Line($"<figcaption>{caption}</figcaption>");
        _html.Line($"</figure>");
    }

    private void WriteDrawing(IDrawing drawing, string id, bool scrolls)
    {
        var wide = renderer.Render(drawing, new ChartPlacement(id, ChartSize.Wide, StandsAlone: false));
        if (scrolls)
        {
            _html.Line($"<div class=\"scroll\" role=\"region\" aria-label=\"{drawing.Title}\" tabindex=\"0\">{wide}</div>");
            return;
        }
        _html.Line($"<div class=\"wide\">{wide}</div>");
        _html.Line($"<div class=\"narrow\">{renderer.Render(drawing, new ChartPlacement($"{id}-narrow", ChartSize.Narrow, StandsAlone: false))}</div>");
    }

    private void WriteFlows(IReadOnlyList<FlowPictures> charts)
    {
        if (report.Flows.Count == 0) return;
        _html.Line($"<section id=\"flows\" aria-labelledby=\"flows-h\">");
        _html.Line($"<h2 id=\"flows-h\">Flows</h2>");
        if (report.Flows.Count > 1) FlowTables.Overview(report.Flows).WriteTo(_html);
        for (var i = 0; i < report.Flows.Count; i++) WriteFlow(report.Flows[i], i, charts[i]);
        _html.Line($"</section>");
    }

    private void WriteFlow(FlowReport flow, int index, FlowPictures pictures)
    {
        var id = $"flow-{index + 1}";
        _html.Line($"<section id=\"{id}\" aria-labelledby=\"{id}-h\" class=\"flow\">");
        _html.Line($"<h3 id=\"{id}-h\">{flow.Name}</h3>");
        _html.Line($"<p>{CastText(flow)} over {flow.Transport.ToString().ToUpperInvariant()}, from <strong>{flow.From}</strong> to <strong>{flow.To}</strong>.{(flow.IsHistogram ? " Percentiles come from a histogram with at most 0.1 % error." : "")}</p>");
        if (!flow.IsStream)
        {
            FlowTables.Packets(flow).WriteTo(_html);
            FlowTables.Latency(flow).WriteTo(_html);
        }
        FlowTables.Totals(flow).WriteTo(_html);
        for (var i = 0; i < pictures.Charts.Count; i++)
            if (index < MostFlowsWithCharts) WriteChart(pictures.Charts[i].Chart, $"{id}-chart-{i + 1}");
            else _html.Line($"<p><a href=\"{pictures.Charts[i].Path}\">{pictures.Charts[i].Chart.Title}</a></p>");
        if (flow.Connection is { } connection) TcpTables.States(flow.Name, connection).WriteTo(_html);
        if (pictures.Receivers is { } receivers) WriteReceivers(receivers, $"{id}-receivers", index < MostFlowsWithCharts);
        _html.Line($"</section>");
    }

    private void WriteConnections(IReadOnlyList<ConnectionPictures> connections)
    {
        if (report.Connections.Count == 0) return;
        _html.Line($"<section id=\"tcp\" aria-labelledby=\"tcp-h\">");
        _html.Line($"<h2 id=\"tcp-h\">TCP connections</h2>");
        TcpTables.Overview(report.Connections).WriteTo(_html);
        if (report.MoreConnections > 0) _html.Line($"<p>And {report.MoreConnections} more, which the capture has.</p>");
        for (var i = 0; i < connections.Count; i++) WriteConnection(connections[i], $"tcp-{i + 1}");
        _html.Line($"</section>");
    }

    private void WriteConnection(ConnectionPictures pictures, string id)
    {
        var connection = pictures.Connection;
        _html.Line($"<section id=\"{id}\" aria-labelledby=\"{id}-h\" class=\"flow\">");
        _html.Line($"<h3 id=\"{id}-h\">{connection.Owner}: {connection.Opener} → {connection.Other}</h3>");
        TcpTables.States(connection.Owner, connection).WriteTo(_html);
        for (var i = 0; i < pictures.Charts.Count; i++) WriteChart(pictures.Charts[i].Chart, $"{id}-chart-{i + 1}");
        _html.Line($"</section>");
    }

    private void WriteReceivers(FlowPicture picture, string id, bool isShown)
    {
        if (isShown) WriteFigure(picture.Drawing, id, picture.Caption, scrolls: false);
        else _html.Line($"<p><a href=\"{picture.Path}\">{picture.Drawing.Title}</a></p>");
    }

    private static string CastText(FlowReport flow) => flow.Cast switch
    {
        Cast.Unicast => "Unicast",
        Cast.Broadcast => "Broadcast",
        Cast.Multicast => "Multicast",
        Cast.Anycast => "Anycast",
        _ => throw new InvalidOperationException($"No text for {flow.Cast}."),
    };

    private void WriteChart(Chart chart, string id)
    {
        _html.Line($"<figure class=\"chart\">");
        _html.Line($"<div class=\"wide\">{renderer.Render(chart, new ChartPlacement(id, ChartSize.Wide, StandsAlone: false))}</div>");
        _html.Line($"<div class=\"narrow\">{renderer.Render(chart, new ChartPlacement($"{id}-narrow", ChartSize.Narrow, StandsAlone: false))}</div>");
        _html.Line($"</figure>");
    }

    private void WritePrograms()
    {
        if (report.Programs.Count == 0) return;
        _html.Line($"<section id=\"programs\" aria-labelledby=\"programs-h\">");
        _html.Line($"<h2 id=\"programs-h\">{ProgramsHeading}</h2>");
        new Table(
            $"How the {ProgramsHeading.ToLowerInvariant()} ended",
            [new("Name", false), new("Kind", false), new("Host", false), new("Result", false)],
            report.Programs.Select(p => (IReadOnlyList<Markup>)[Figure.Text(p.Name), Figure.Text(p.Kind ?? "program"), Figure.Text(p.Host), EndOf(p)])).WriteTo(_html);
        if (report.Printed.Count > 0)
            new Table(
                "What they printed, in order",
                [new("Time"), new("Name", false), new("Line", false)],
                report.Printed.Select(line => (IReadOnlyList<Markup>)
                    [Figure.Of(line.Seconds, Unit.Seconds), Figure.Text(line.Program), Markup.Of($"<code>{line.Text}</code>")])).WriteTo(_html);
        if (report.PrintedCount > report.Printed.Count)
            _html.Line($"<p>And {report.PrintedCount - report.Printed.Count} more lines: see summary.json.</p>");
        _html.Line($"</section>");
    }

    private string ProgramsHeading =>
        report.Programs.All(program => program.Kind is null) ? "Programs" : report.Programs.All(program => program.Kind is not null) ? "Apps" : "Programs and apps";

    private static Markup EndOf(ProgramReport program) => program switch
    {
        { Failure: { } failure } => Markup.Of($"<span class=\"failed\">failed: <code>{failure}</code></span>"),
        { Completed: true } => new Markup("completed"),
        _ => new Markup("still running when the run ended"),
    };

    private void WriteNetwork()
    {
        _html.Line($"<section id=\"network\" aria-labelledby=\"network-h\">");
        _html.Line($"<h2 id=\"network-h\">Links and hosts</h2>");
        if (report.Faults.Count > 0)
            new Table(
                "Faults and other changes", [new("Time"), new("What happened", false)],
                report.Faults.Select(f => (IReadOnlyList<Markup>)[Figure.Of(f.Seconds, Unit.Seconds), Figure.Text(f.Text)])).WriteTo(_html);
        if (report.Links.Count > 0)
            new Table(
                "Links and LANs, each direction",
                [new("Name", false), new("From → to", false), new("Packets"), new("Bytes"), new("Utilisation"), new("Queue mean"), new("Queue max"), new("Drops", false)],
                report.Links.Select(link => (IReadOnlyList<Markup>)
                [
                    Figure.Text(link.Name), Figure.Between(link.From, link.To), Figure.Of(link.Packets), Figure.Of(link.Bytes, Unit.Bytes),
                    Figure.Of(link.Utilisation, Unit.Share), Figure.Of(link.QueueMean, Unit.Count), Figure.Of(link.QueueMax), Figure.Of(link.Drops),
                ])).WriteTo(_html);
        if (report.Hosts.Count > 0)
            new Table(
                "Hosts and routers", [new("Name", false), new("Kind", false), new("Addresses", false), new("Drops", false)],
                report.Hosts.Select(host => (IReadOnlyList<Markup>)
                    [Figure.Text(host.Name), Figure.Text(host.Kind), Figure.Text(string.Join(", ", host.Addresses)), Figure.Of(host.Drops)])).WriteTo(_html);
        _html.Line($"</section>");
    }

    private void WriteReproduction()
    {
        _html.Line($"<footer id=\"again\">");
        _html.Line($"<h2>Run it again</h2>");
        _html.Line($"<pre tabindex=\"0\" role=\"region\" aria-label=\"Command\"><code>netcomm run {report.FileName} --mode {ModeText} --seed {report.Seed}</code></pre>");
        var promise = report.Mode == RunMode.Simulated
            ? "The same file, seed and version give the same run, down to the trace hash, on any machine."
            : "A loopback run uses real sockets and the wall clock: figures differ a little from run to run, and so does the trace hash.";
        _html.Line($"<p>{promise}</p>");
        _html.Line($"<dl>");
        Fact("Run time", Figure.Of(report.Seconds, Unit.Seconds));
        Fact("Events", Figure.Of(report.Events));
        Fact("Trace hash", Markup.Of($"<code class=\"hash\">{report.TraceHash}</code>"));
        Fact("Version", Figure.Text($"NetComm.Sim {report.Version}"));
        _html.Line($"</dl>");
        _html.Line($"<p>Beside this page: the charts as files in <code>charts/</code>, all figures in <code>summary.json</code>, each packet in <code>packets.csv</code>, captures for Wireshark in <code>capture.pcapng</code>.</p>");
        _html.Line($"</footer>");
    }

    private void Fact(string name, Markup value) => _html.Line($"<dt>{name}</dt><dd>{value}</dd>");
}
