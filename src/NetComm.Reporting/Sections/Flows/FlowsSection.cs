using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Percentiles;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The figures and charts of the flows. Those that stand together under one name are as one here.</summary>
internal sealed class FlowsSection(FlowReports flows) : ReportSection
{
    public const string Id = "flow-figures";

    public override IReadOnlyList<ITraceFold> Folds => flows.Folds;

    public override Section? Build(ReportContext context) => Of(flows.All, flows.Pools, context.Marks);

    /// <summary>The section of these flows.</summary>
    /// <param name="pools">Those that stand together under one name, as one.</param>
    internal static Section? Of(IReadOnlyList<FlowReport> flows, IReadOnlyList<FlowReport> pools, FaultMarks faults)
    {
        if (flows.Count == 0) return null;
        var parts = new FlowParts(flows, pools, faults);
        IReadOnlyList<FlowReport> rows = FlowReports.RowsOf(flows, pools);
        List<Block> blocks = [.. FlowTables.Of(rows)];
        if (flows.Any(flow => flow.Total.Latency is { FromHistogram: true }))
            blocks.Add(new Block.Paragraph("Percentiles of so many packets come from a histogram with at most 0.1 % error."));
        if (PercentileChart.Of(rows) is { } percentiles) blocks.Add(percentiles);
        if (flows.Count == 1) blocks.AddRange(parts.BlocksOf(flows[0]));
        else blocks.AddRange(rows.Select(parts.Of));
        return new Section(Id, "Figures and charts", blocks);
    }
}

/// <summary>Where flows stand together under one name: each of them by itself, to be unfolded.</summary>
internal sealed class PooledFlowsSection(FlowReports flows) : ReportSection
{
    public const string Id = "flows-of-pools";

    public override Section? Build(ReportContext context)
    {
        if (flows.Pools.Count == 0) return null;
        HashSet<string> names = [.. flows.Pools.SelectMany(pool => pool.Members)];
        FlowReport[] members = [.. flows.All.Where(flow => names.Contains(flow.Name))];
        var parts = new FlowParts(flows.All, flows.Pools, context.Marks);
        return new Section(Id, "Flows one by one",
        [
            FlowOverview.Of(flows.All, flows.Pools, members),
            .. FlowTables.Of(members).Select(table => table with { Id = table.Id + FlowTables.OfMembers }),
            .. members.Select(parts.Of),
        ])
        { IsFolded = true };
    }
}

/// <summary>Where each flow has its charts in the page, how their files are called, and what they are.</summary>
internal sealed class FlowParts
{
    /// <summary>Flows beyond it have their charts as files only, so that the page stays one that a browser opens.</summary>
    private const int MostFlowsWithCharts = 50;

    private readonly FaultMarks _faults;
    private readonly Dictionary<string, (string Id, string Stem, bool IsShown)> _flows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Id, string Stem, bool IsShown)> _pools = new(StringComparer.Ordinal);

    public FlowParts(IReadOnlyList<FlowReport> flows, IReadOnlyList<FlowReport> pools, FaultMarks faults)
    {
        _faults = faults;
        var stems = new FileStems();
        foreach ((int i, FlowReport flow) in flows.Index())
            _flows[flow.Name] = ($"flow-{i + 1}", stems.Take(flow.Name), i < MostFlowsWithCharts);
        foreach ((int i, FlowReport pool) in pools.Index())
            _pools[pool.Name] = ($"flows-{i + 1}", stems.Take(pool.Name), i < MostFlowsWithCharts);
    }

    /// <summary>Where a flow's charts are: a flow alone has the section for itself.</summary>
    public string IdOf(FlowReport flow) => _flows.Count == 1 ? FlowsSection.Id : PlaceOf(flow).Id;

    public Block Of(FlowReport flow) => new Block.Part(IdOf(flow), flow.Name, [.. BlocksOf(flow)]);

    public IEnumerable<Block> BlocksOf(FlowReport flow)
    {
        (string id, string stem, bool isShown) = PlaceOf(flow);
        IReadOnlyList<(string Name, Chart Chart)> charts = FlowCharts.Of(flow, _faults);
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

    private (string Id, string Stem, bool IsShown) PlaceOf(FlowReport flow) =>
        (flow.Members.Count == 0 ? _flows : _pools)[flow.Name];
}
