using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Connections;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The flows, each with its figures and charts.</summary>
internal sealed class FlowsSection(FlowReports flows) : ReportSection
{
    /// <summary>Flows beyond it have their charts as files only, so that the page stays one that a browser opens.</summary>
    private const int MostFlowsWithCharts = 50;

    /// <inheritdoc/>
    public override IReadOnlyList<ITraceFold> Folds => flows.Folds;

    /// <inheritdoc/>
    public override Section? Build(ReportContext context) => Of(flows.All, context.Faults);

    internal static Section? Of(IReadOnlyList<FlowReport> flows, IReadOnlyList<FaultReport> faults)
    {
        if (flows.Count == 0) return null;
        var stems = new FileStems();
        var blocks = new List<Block>();
        if (flows.Count > 1) blocks.Add(FlowTables.Overview(flows));
        blocks.AddRange(flows.Select((flow, i) => PartOf(flow, i, stems.Take(flow.Name), faults)));
        return new Section("flows", "Flows", blocks);
    }

    private static Block.Part PartOf(FlowReport flow, int index, string stem, IReadOnlyList<FaultReport> faults)
    {
        string id = $"flow-{index + 1}";
        bool isShown = index < MostFlowsWithCharts;
        var blocks = new List<Block> { new Block.Paragraph(About(flow)) };
        if (!flow.IsStream) blocks.AddRange(PacketTables(flow));
        blocks.Add(FlowTables.Totals(flow));
        blocks.AddRange(FlowCharts.Of(flow, faults).Select((chart, i) =>
            new Picture(
                $"{id}-chart-{i + 1}", $"charts/{stem}-{chart.Name}.svg", chart.Chart, chart.Chart.Description)
            { IsShown = isShown }));
        if (flow.Connection is { } connection) blocks.Add(TcpTables.States(flow.Name, connection));
        if (ReceiverChart.Of(flow, $"{id}-receivers", $"charts/{stem}-receivers.svg") is { } receivers)
            blocks.Add(receivers with { IsShown = isShown });
        return new Block.Part(id, flow.Name, blocks);
    }

    private static IEnumerable<Block> PacketTables(FlowReport flow)
    {
        yield return FlowTables.Packets(flow);
        if (FlowTables.Bursts(flow) is { } bursts) yield return bursts;
        yield return FlowTables.Latency(flow);
        if (FlowTables.Response(flow) is { } response) yield return response;
        yield return FlowTables.Jitter(flow);
    }

    private static RichText About(FlowReport flow) =>
        $"{CastOf(flow)} over {flow.Transport.ToString().ToUpperInvariant()}, from " + RichText.Strong(flow.From) + " to "
            + RichText.Strong(flow.To)
        + (flow.IsHistogram ? ". Percentiles come from a histogram with at most 0.1 % error." : ".");

    private static string CastOf(FlowReport flow) => flow.Cast switch
    {
        Cast.Unicast => "Unicast",
        Cast.Broadcast => "Broadcast",
        Cast.Multicast => "Multicast",
        Cast.Anycast => "Anycast",
        _ => throw new InvalidOperationException($"No text for {flow.Cast}."),
    };
}
