using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The latency of a flow's packets: over time, and as a distribution.</summary>
internal static class LatencyChart
{
    /// <summary>A point per packet, by the time at which it was sent; lost packets in a lane below.</summary>
    public static Chart OverTime(FlowReport flow)
    {
        Series[] lost = flow.Samples.LostCount == 0
            ? [] : [Series.Lane("lost", flow.Samples.Lost) with { Style = FlowCharts.LostStyle, Count = flow.Samples.LostCount }];
        return new Chart
        {
            Title = $"{flow.Name}: {flow.LatencyName} over time",
            Description =
                $"{FlowCharts.Capital(flow.LatencyName)} of each packet of the flow {flow.Name}, by the time at which it was sent.",
            Bands = flow.Bursts is { } bursts ? [bursts] : [],
            X = FlowCharts.Time(flow, "Sent at"),
            Y = new Axis(FlowCharts.Capital(flow.LatencyName), Unit.Seconds) { Scale = flow.Samples.LatencyScale },
            Series = [.. flow.Samples.Latency
                .Select((group, i) => Series.Points(
                FlowCharts.NameOf(flow, group.Name), group.Points) with { Style = FlowCharts.StyleOf(i), Count = group.Count }), .. lost],
        };
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
