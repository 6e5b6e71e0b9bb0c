using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Percentiles;

namespace NetComm.Reporting.Sections.Flows;

internal sealed class FlowsSection(FlowReports flows) : ReportSection
{
    private const string Id = "flow-figures";

    /// <summary>Flows beyond it have their charts as files only, so that the page stays one that a browser opens.</summary>
    private const int MostFlowsWithCharts = 50;

    public override IReadOnlyList<ITraceFold> Folds => flows.Folds;

    public override Section? Build(ReportContext context) => Of(flows.All, flows.Pools, context.Marks);

    /// <summary>Where a flow's charts are: a flow alone has the section for itself.</summary>
    public static string IdOf(int flow, int count) => count == 1 ? Id : $"flow-{flow + 1}";

    /// <summary>The section of these flows.</summary>
    /// <param name="pools">Those that stand together under one name: their figures come first.</param>
    internal static Section? Of(IReadOnlyList<FlowReport> flows, IReadOnlyList<FlowReport> pools, FaultMarks faults)
    {
        if (flows.Count == 0) return null;
        var stems = new FileStems();
        List<Block> blocks = [.. FlowTables.Of([.. pools, .. flows])];
        if (flows.Any(flow => flow.Total.Latency is { FromHistogram: true }))
            blocks.Add(new Block.Paragraph("Percentiles of so many packets come from a histogram with at most 0.1 % error."));
        if (PercentileChart.Of(flows) is { } percentiles) blocks.Add(percentiles);
        for (int i = 0; i < flows.Count; i++)
        {
            Block[] own = [.. BlocksOf(flows[i], i, stems.Take(flows[i].Name), faults)];
            if (flows.Count == 1) blocks.AddRange(own);
            else blocks.Add(new Block.Part(IdOf(i, flows.Count), flows[i].Name, own));
        }

        return new Section(Id, "Figures and charts", blocks);
    }

    private static IEnumerable<Block> BlocksOf(FlowReport flow, int index, string stem, FaultMarks faults)
    {
        string id = $"flow-{index + 1}";
        bool isShown = index < MostFlowsWithCharts;
        IReadOnlyList<(string Name, Chart Chart)> charts = FlowCharts.Of(flow, faults);
        foreach (((string name, Chart chart), int i) in charts.Select((chart, i) => (chart, i)))
            yield return new Picture($"{id}-chart-{i + 1}", $"charts/{stem}-{name}.svg", chart, chart.Description)
            {
                IsShown = isShown,
                IsOverTime = FlowCharts.IsOverTime(name),
            };
        if (ReceiverChart.Of(flow, $"{id}-receivers", $"charts/{stem}-receivers.svg") is { } receivers)
            yield return receivers with { IsShown = isShown };
        if (flow.Connection is { } connection) yield return TcpTables.States(flow.Name, connection);
        if (charts.Count == 0) yield return new Block.Paragraph("Nothing came, so there is nothing to draw.");
    }
}
