using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>A replay on a terminal: what was played, and each flow as it was recorded and as it is now.</summary>
internal sealed class ReplayView(IAnsiConsole console)
{
    private static readonly (string Title, Metric Metric)[] Columns =
    [
        ("sent", Metric.Sent), ("received", Metric.Received), ("lost", Metric.Lost), ("latency p50", Metric.LatencyP50),
        ("p95", Metric.LatencyP95), ("goodput", Metric.Goodput),
    ];

    /// <summary>Shows the replay; null: nothing was written.</summary>
    public void Show(FinishedRun run, string? folder)
    {
        var summary = new SummaryView(console);
        summary.ShowHead(run);
        console.WriteLine($"plays what was sent in the run {run.Recorded!.Measured.TraceHash}");
        if (run.Measured.Flows.Count > 0) ShowFlows(run.Recorded.Measured.Flows, run.Measured.Flows);
        else console.WriteLine();
        summary.ShowOutcome(run, folder);
    }

    private void ShowFlows(IReadOnlyList<FlowMeasurement> recorded, IReadOnlyList<FlowMeasurement> replayed)
    {
        (string Name, FlowMeasurement Figures)[] rows =
            [.. replayed.SelectMany(flow => recorded.Where(other => other.Name == flow.Name)
                .Select(other => (Printable.Of($"{flow.Name} recorded"), other)).Append((Printable.Of($"{flow.Name} replayed"), flow)))];
        FittedTable.Show(console, new FittedColumn("flow", [.. rows.Select(row => row.Name)]),
        [
            .. from column in Columns
               let metric = MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == column.Metric)
               let figures = rows.Select(row => row.Figures.FigureOf(column.Metric)).ToArray()
               where figures.Any(figure => figure is not null)
               select new FittedColumn(column.Title, [.. figures.Select(figure => figure is { } value ? Figure.Of(value, metric) : "–")]),
        ]);
    }
}
