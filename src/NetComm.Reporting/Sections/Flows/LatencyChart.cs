namespace NetComm.Reporting.Sections.Flows;

internal static class LatencyChart
{
    /// <summary>More points hide each other: then cells tell how many lie where.</summary>
    private const int MostPoints = 20_000;

    /// <summary>
    /// A point per packet, by the time at which it was sent, or of very many packets cells that are the darker the more lie in them; lost
    /// packets in a lane below.
    /// </summary>
    public static Chart OverTime(FlowReport flow)
    {
        Series[] lost = flow.Samples.LostCount == 0
            ? [] : [Series.Lane("lost", flow.Samples.Lost) with { Style = FlowCharts.LostStyle, Count = flow.Samples.LostCount }];
        List<(string Name, IReadOnlyList<ChartPoint> Points, long Count)> received = [.. flow.Samples.Latency];
        IReadOnlyList<Cell> cells = received.Sum(group => group.Count) > MostPoints ? flow.Samples.LatencyCells : [];
        // Cells of several receivers would hide each other.
        if (cells.Count > 0 && received.Count > 1)
            received = [($"all {received.Count} receivers", [.. received.SelectMany(group => group.Points)], received.Sum(group => group.Count))];
        return new Chart
        {
            Title = $"{flow.Name}: {flow.LatencyName} over time",
            Description =
                $"{FlowCharts.Capital(flow.LatencyName)} of each packet of the flow {flow.Name}, by the time at which it was " +
                    $"sent.{Shades(flow, cells)}",
            Bands = flow.Bursts is { } bursts ? [bursts] : [],
            X = FlowCharts.Time(flow, "Sent at"),
            Y = new Axis(FlowCharts.Capital(flow.LatencyName), Unit.Seconds) { Scale = flow.Samples.LatencyScale },
            Series =
            [
                .. received.Select((group, i) => Series.Points(FlowCharts.NameOf(flow, group.Name), group.Points) with
                {
                    Style = FlowCharts.StyleOf(i),
                    Count = group.Count,
                    Cells = cells,
                }),
                .. lost,
            ],
        };
    }

    private static string Shades(FlowReport flow, IReadOnlyList<Cell> cells)
    {
        if (cells.Count == 0) return "";
        Cell fullest = cells.MaxBy(cell => cell.Count);
        string latencies = $"{Unit.Seconds.Format(fullest.Bottom)} to {Unit.Seconds.Format(fullest.Top)}";
        string together = flow.Receivers.Count > 1
            ? $" All {flow.Receivers.Count} receivers are counted together; the chart by receiver tells them apart." : "";
        return $"{together} The stronger the colour of a cell, the more packets it holds: the faintest 1, the strongest " +
            $"{Figure.Count(fullest.Count)}, which were sent from {Unit.Seconds.Format(fullest.Left)} to {Unit.Seconds.Format(fullest.Right)} and took {latencies}.";
    }

    /// <summary>The cumulative distribution (CDF); of requests that had to wait, of their response time too.</summary>
    public static Chart Distribution(FlowReport flow) => new()
    {
        Title = $"{flow.Name}: distribution of {flow.LatencyName}",
        Description =
            $"The share of the received packets of the flow {flow.Name} whose {flow.LatencyName} was at most the value on the axis " +
                $"(cumulative distribution, CDF).{Omission(flow)}",
        X = new Axis(FlowCharts.Capital(flow.LatencyName), Unit.Seconds) { Scale = SpreadScale(flow) },
        Y = new Axis("Packets within this time", Unit.Share) { From = 0, To = 1 },
        Series = [.. flow.Samples.Spread
            .Select((group, i) =>
            Series.Step(ServiceName(flow, group.Name), group.Points) with
            { Style = FlowCharts.StyleOf(i), Count = group.Count }), .. Responses(flow)],
    };

    private static AxisScale SpreadScale(FlowReport flow) =>
        flow.HasWaitingRequests ? ScaleRule.For(flow.Samples.Pooled[0].Value, flow.Samples.Responses.Points[^1].X)
            : flow.Samples.LatencyScale;

    private static Series[] Responses(FlowReport flow) => flow.HasWaitingRequests
        ? [Series.Step(
        "response time (since it was due)", flow.Samples.Responses.Points) with
        { Style = FlowCharts.LostStyle, Count = flow.Samples.Responses.Count }]
        : [];

    private static string ServiceName(FlowReport flow, string group) =>
        !flow.HasWaitingRequests ? FlowCharts.NameOf(flow, group)
            : flow.Receivers.Count == 0 ? "service time (since it was sent)" : $"{group}: service time";

    private static string Omission(FlowReport flow) => !flow.HasWaitingRequests
        ? ""
        : " Some requests had to wait before they could be sent. Service time runs from the send call and leaves that wait out " +
        "(coordinated omission); response time runs from when the request should have been sent.";
}
