using System.Globalization;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>The flows of a run with their figures; flows of one entry of the file in one row.</summary>
internal sealed class FlowTable(IReadOnlyList<FlowMeasurement> flows, IReadOnlyList<Pooled<FlowMeasurement>> pools)
{
    private readonly IReadOnlyList<Pooled<FlowMeasurement>> _rows = PooledRows.Of(flows, pools, flow => flow.Name);

    private const string InFlight = "in flight";

    /// <summary>
    /// The columns, each shown where some flow has a value. Goodput is shown where TCP decides it, response times where some request had
    /// to wait, packets under way at the end where there were any.
    /// </summary>
    private static readonly (string Title, Metric Metric, Predicate<FlowMeasurement> IsShown)[] All =
    [
        ("sent", Metric.Sent, _ => true),
        ("received", Metric.Received, _ => true),
        ("lost", Metric.Lost, _ => true),
        (InFlight, Metric.InFlight, _ => true),
        ("loss", Metric.Loss, _ => true),
        ("latency p50", Metric.LatencyP50, _ => true),
        ("p95", Metric.LatencyP95, _ => true),
        ("response p95", Metric.ResponseP95, flow => flow.Response != flow.Latency),
        ("goodput", Metric.Goodput, flow => flow.Transport == Transport.Tcp),
        ("retransmissions", Metric.Retransmissions, _ => true),
        ("complete after", Metric.CompletionTime, flow => flow.Transport == Transport.Tcp),
    ];

    public void Show(IAnsiConsole console) =>
        FittedTable.Show(console, new FittedColumn("flow", [.. _rows.Select(row => Printable.Of(TitleOf(row)))]), [.. ColumnsOf()]);

    private static string TitleOf(Pooled<FlowMeasurement> row) => row.Members.Count == 0 ? row.Figures.Name
        : string.Create(CultureInfo.InvariantCulture, $"{row.Figures.Name} ({row.Members.Count} flows)");

    private IEnumerable<FittedColumn> ColumnsOf() =>
        from column in All
        where column.Title != InFlight || _rows.Any(row => row.Figures.InFlight > 0)
        let cellOf = CellOf(column.Metric, column.IsShown)
        where _rows.Any(row => cellOf(row.Figures) is not null)
        select new FittedColumn(column.Title, [.. _rows.Select(row => cellOf(row.Figures) ?? "–")]);

    private static Func<FlowMeasurement, string?> CellOf(Metric metric, Predicate<FlowMeasurement> isShown)
    {
        MetricDefinition defined = MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == metric);
        return flow => isShown(flow) && flow.FigureOf(metric) is { } figure ? Figure.Of(figure, defined) : null;
    }
}
