using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Sections.Connections;

internal sealed class ConnectionsSection(TcpFold connections) : ReportSection
{
    public override IReadOnlyList<ITraceFold> Folds => [connections];

    public override Section? Build(ReportContext context) => Of(connections.Connections, connections.More, context);

    internal static Section? Of(IReadOnlyList<ConnectionReport> connections, int more, ReportContext context)
    {
        if (connections.Count == 0) return null;
        var blocks = new List<Block> { TcpTables.Overview(connections) };
        if (more > 0) blocks.Add(new Block.Paragraph($"And {more} more; the capture has all of them."));
        blocks.AddRange(
            connections.Where(connection => !connection.IsOfFlow)
                .Select((connection, i) => PartOf(connection, $"tcp-{i + 1}", context.Seconds, context.Marks)));
        return new Section("tcp", "TCP connections", blocks);
    }

    private static Block.Part PartOf(ConnectionReport connection, string id, double seconds, FaultMarks marks) => new(
        id,
        $"{connection.Owner}: {connection.Opener} → {connection.Other}",
        [
            TcpTables.States(connection.Owner, connection),
            .. TcpCharts.Of(connection.Owner, connection, seconds, marks).Select(
                (chart, i) => new Picture($"{id}-chart-{i + 1}", $"charts/{id}-{chart.Name}.svg", chart.Chart, chart.Chart.Description)
                { IsOverTime = true }),
        ]);
}
