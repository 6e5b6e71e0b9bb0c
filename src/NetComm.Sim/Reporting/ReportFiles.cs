using System.Text;
using NetComm.Sim.Reporting.Charts;
using NetComm.Sim.Reporting.Html;
using NetComm.Sim.Reporting.Rows;
using NetComm.Sim.Reporting.Sequence;
using NetComm.Sim.Reporting.Tcp;
using NetComm.Sim.Reporting.Topology;

namespace NetComm.Sim.Reporting;

/// <summary>What people look at of a run: <c>report.html</c> and <c>charts/*.svg</c>. The same report gives the same bytes.</summary>
internal static class ReportFiles
{
    /// <summary>Each file: its path inside the run's folder, with <c>/</c>, and its text.</summary>
    public static IEnumerable<(string Path, string Text)> Of(ReportModel report, IChartRenderer renderer)
    {
        var charts = ChartsOf(report);
        var connections = ConnectionsOf(report);
        var pictures = PicturesOf(report, renderer);
        yield return ("report.html", new ReportPage(report, renderer).Write(charts, connections, pictures).Text);
        foreach (var picture in pictures)
            if (picture.Drawing is { } drawing) yield return (picture.Path, renderer.Render(drawing, ChartPlacement.File).Text);
        foreach (var flow in charts)
        {
            foreach (var (path, chart) in flow.Charts) yield return (path, renderer.Render(chart, ChartPlacement.File).Text);
            if (flow.Receivers is { } receivers) yield return (receivers.Path, renderer.Render(receivers.Drawing, ChartPlacement.File).Text);
        }
        foreach (var (path, chart) in connections.SelectMany(connection => connection.Charts)) yield return (path, renderer.Render(chart, ChartPlacement.File).Text);
    }

    /// <summary>Writes the files into a run's folder: UTF-8 without a mark, LF.</summary>
    public static void Write(ReportModel report, IChartRenderer renderer, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "charts"));
        foreach (var (path, text) in Of(report, renderer))
            File.WriteAllText(Path.Combine(folder, path), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static List<PictureSection> PicturesOf(ReportModel report, IChartRenderer renderer)
    {
        var topology = report.Plan is { } plan ? new TopologyDrawing(plan) : null;
        PictureSection?[] all =
        [
            topology is null ? null : TopologySection.Of(report.Plan!, topology),
            report.Sequence is { } sequence ? SequenceSection.Of(sequence, report.Plan, topology) : null,
            GossipSection.Of(report.Rumours, report.Programs.Count(program => program.Kind == "gossip-peer"), renderer),
            BytesSection.Of(report.Links, report.Plan?.Trails ?? []),
        ];
        return [.. all.OfType<PictureSection>()];
    }

    private static List<ConnectionPictures> ConnectionsOf(ReportModel report)
    {
        VerticalMark[] marks = [.. report.Faults.Select(fault => new VerticalMark(fault.Seconds, fault.Text))];
        var all = new List<ConnectionPictures>();
        foreach (var connection in report.Connections.Where(connection => !connection.IsOfFlow))
        {
            var stem = $"charts/tcp-{all.Count + 1}";
            var charts = TcpCharts.Of(connection.Owner, connection, report.Seconds, marks);
            all.Add(new ConnectionPictures(connection, [.. charts.Select(chart => ($"{stem}-{chart.Name}.svg", chart.Chart))]));
        }
        return all;
    }

    private static List<FlowPictures> ChartsOf(ReportModel report)
    {
        // Two flows may differ in case alone, which some file systems do not tell apart.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var all = new List<FlowPictures>();
        foreach (var flow in report.Flows)
        {
            var stem = flow.Name;
            for (var n = 2; !taken.Add(stem); n++) stem = $"{flow.Name}-{n}";
            all.Add(new FlowPictures(
                [.. FlowCharts.Of(flow, report.Faults).Select(chart => ($"charts/{stem}-{chart.Name}.svg", chart.Chart))],
                ReceiverPictures.Of(flow, $"charts/{stem}-receivers.svg")));
        }
        return all;
    }
}
