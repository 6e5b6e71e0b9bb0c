using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Connections;

/// <summary>The TCP connections of flows, programs and apps.</summary>
internal static class ConnectionsSection
{
    /// <summary>The section; null where none was seen.</summary>
    public static Section? Of(ReportModel report)
    {
        if (report.Connections.Count == 0) return null;
        var blocks = new List<Block> { TcpTables.Overview(report.Connections) };
        if (report.MoreConnections > 0) blocks.Add(new Block.Paragraph($"And {report.MoreConnections} more, which the capture has."));
        VerticalMark[] marks = [.. report.Faults.Select(fault => fault.Mark)];
        blocks.AddRange(
            report.Connections.Where(connection => !connection.IsOfFlow)
                .Select((connection, i) => PartOf(connection, $"tcp-{i + 1}", report.Seconds, marks)));
        return new Section("tcp", "TCP connections", blocks);
    }

    private static Block.Part PartOf(ConnectionReport connection, string id, double seconds, VerticalMark[] marks) => new(
        id,
        $"{connection.Owner}: {connection.Opener} → {connection.Other}",
        [
            TcpTables.States(connection.Owner, connection),
            .. TcpCharts.Of(connection.Owner, connection, seconds, marks).Select(
                (chart, i) => new Picture($"{id}-chart-{i + 1}", $"charts/{id}-{chart.Name}.svg", chart.Chart, chart.Chart.Description)),
        ]);
}
