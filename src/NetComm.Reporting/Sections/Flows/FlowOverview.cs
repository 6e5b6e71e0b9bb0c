using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The flows at a glance, a line each, at the head of the report.</summary>
internal sealed class FlowOverviewSection(FlowReports flows) : ReportSection
{
    public override Section? Build(ReportContext context) => Of(flows.All, flows.Pools);

    /// <summary>The section of these flows.</summary>
    /// <param name="pools">Those that stand together under one name, as one.</param>
    internal static Section? Of(IReadOnlyList<FlowReport> flows, IReadOnlyList<FlowReport> pools) =>
        flows.Count == 0 ? null : new Section("flows", "Flows", [FlowOverview.Of(flows, pools, FlowReports.RowsOf(flows, pools))]);
}

/// <summary>The table of flows. A column is there where some flow has a figure for it.</summary>
internal static class FlowOverview
{
    /// <summary>What a column shows of a flow; null where it does not apply.</summary>
    private sealed record Figures(string Heading, Func<FlowReport, RichText?> Of)
    {
        /// <summary>Whether the flow is a reason to have the column.</summary>
        public Predicate<FlowReport> IsTold { get; init; } = flow => Of(flow) is not null;
    }

    private static readonly Figures[] Columns =
    [
        new("Received / due", flow => flow.Total.Due is null ? null
            : RichText.OneLine($"{Figure.Count(flow.Total.Received ?? 0)} / {Figure.Count(flow.Total.Due.Value)}")),
        new("In flight", flow => Figure.Of(flow.Total.InFlight)) { IsTold = flow => flow.Total.InFlight > 0 },
        new("Loss", flow => flow.Total.Loss is { } loss ? Figure.Of(loss, Unit.Share) : null),
        new("Latency p50", flow => flow.Total.Latency is { } latency ? Figure.Duration(latency.P50.TotalSeconds) : null),
        new("p95", flow => flow.Total.Latency is { } latency ? Figure.Duration(latency.P95.TotalSeconds) : null),
        new("Response p95", flow => flow.HasWaitingRequests ? Figure.Duration(flow.Total.Response!.P95.TotalSeconds) : null),
        new("Goodput", flow => flow.Total.Goodput is { } goodput ? Figure.Of(goodput, Unit.BitsPerSecond) : null),
        new("Retransmissions", flow => flow.Total.Retransmissions is { } count ? Figure.Of(count) : null),
        new("Completed after", flow => flow.IsStream ? Figure.Of(flow.Total.CompletionTime?.TotalSeconds, Unit.Seconds) : null),
    ];

    /// <summary>The table with these rows.</summary>
    /// <param name="flows">All flows, to whose charts the rows link.</param>
    /// <param name="pools">Those that stand together under one name, as one.</param>
    public static Table Of(IReadOnlyList<FlowReport> flows, IReadOnlyList<FlowReport> pools, IReadOnlyList<FlowReport> rows)
    {
        Figures[] shown = [.. Columns.Where(column => rows.Any(flow => column.IsTold(flow)))];
        var parts = new FlowParts(flows, pools, FaultMarks.None);
        RichText NameOf(FlowReport row) => RichText.Link(
            row.Members.Count == 0 ? row.Name : $"{row.Name} ({Figure.Count(row.Members.Count)} flows)", $"#{parts.IdOf(row)}");
        return Table.Of(
            flows.Count == 1 ? "The flow" : "All flows",
            [new("Flow", false), new("Kind", false), new("From → to", false), .. shown.Select(column => new Table.Column(column.Heading))],
            rows,
            row =>
            [
                NameOf(row), KindOf(row), Figure.Between(row.Total.From, row.Total.To),
                .. shown.Select(column => column.Of(row) ?? Figure.None),
            ]) with
        { IsTitled = true };
    }

    private static RichText KindOf(FlowReport flow) =>
        RichText.OneLine($"{flow.Total.Cast.ToString().ToLowerInvariant()}, {flow.Total.Transport.ToString().ToUpperInvariant()}");
}
