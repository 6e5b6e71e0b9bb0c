using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>The flows of a run with their figures, in further tables where columns do not fit; nothing is ever broken.</summary>
internal sealed class FlowTable(IReadOnlyList<FlowMeasurement> flows)
{
    private const string InFlight = "in flight";
    private const string NameTitle = "flow";

    private const int Padding = 3;

    private const int Edge = 1;

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

    private sealed record Column(string Title, IReadOnlyList<string> Cells)
    {
        public int Width => Padding + Math.Max(Title.Length, Cells.Max(cell => cell.Length));
    }

    public void Show(IAnsiConsole console)
    {
        var names = new Column(NameTitle, [.. flows.Select(flow => Printable.Of(flow.Name))]);
        Column[] columns = [.. ColumnsOf()];
        int room = console.Profile.Width - Edge;
        if (names.Width + columns.Max(column => column.Width) <= room)
        {
            foreach (IReadOnlyList<Column> side in SideBySide(columns, room - names.Width)) console.Write(TableOf([names, .. side]));
            return;
        }

        // A name that leaves no room stands over its figures.
        for (int flow = 0; flow < flows.Count; flow++)
        {
            Column[] own = [.. columns.Select(column => column with { Cells = [column.Cells[flow]] })];
            console.WriteLine($"  {names.Cells[flow]}");
            foreach (IReadOnlyList<Column> side in SideBySide(own, room)) console.Write(TableOf(side));
        }
    }

    /// <summary>The columns in as many tables as the room asks for, each with one at the least.</summary>
    private static IEnumerable<IReadOnlyList<Column>> SideBySide(IEnumerable<Column> columns, int room)
    {
        var side = new List<Column>();
        foreach (Column column in columns)
        {
            if (side.Count > 0 && side.Sum(one => one.Width) + column.Width > room)
            {
                yield return side;
                side = [];
            }

            side.Add(column);
        }

        yield return side;
    }

    private IEnumerable<Column> ColumnsOf() =>
        from column in All
        where column.Title != InFlight || flows.Any(flow => flow.InFlight > 0)
        let cellOf = CellOf(column.Metric, column.IsShown)
        where flows.Any(flow => cellOf(flow) is not null)
        select new Column(column.Title, [.. flows.Select(flow => cellOf(flow) ?? "–")]);

    private static Table TableOf(IReadOnlyList<Column> columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (Column column in columns)
        {
            TableColumn added = new TableColumn(column.Title).NoWrap();
            table.AddColumn(column.Title == NameTitle ? added : added.RightAligned());
        }

        for (int row = 0; row < columns[0].Cells.Count; row++)
            table.AddRow([.. columns.Select(column => Markup.Escape(column.Cells[row]))]);

        return table;
    }

    private static Func<FlowMeasurement, string?> CellOf(Metric metric, Predicate<FlowMeasurement> isShown)
    {
        MetricDefinition defined = MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == metric);
        return flow => isShown(flow) && flow.FigureOf(metric) is { } figure ? Figure.Of(figure, defined) : null;
    }
}
