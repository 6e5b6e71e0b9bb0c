using NetComm.Reporting.Charts;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The charts of a flow.</summary>
internal static class FlowCharts
{
    /// <summary>Style of what was lost: vermilion, as in every chart.</summary>
    private const int LostStyle = 1;

    /// <summary>Of fewer packets a histogram, rates and jitter tell nothing that the packets themselves do not.</summary>
    private const int LeastPackets = 8;

    /// <summary>Each chart with the end of its file name.</summary>
    public static IReadOnlyList<(string Name, Chart Chart)> Of(FlowReport flow, IReadOnlyList<FaultReport> faults)
    {
        VerticalMark[] marks = [.. faults.Where(fault => fault.Seconds <= flow.Samples.Seconds).Select(fault => fault.Mark)];
        List<(string Name, Chart Chart)> own = flow.IsStream ? [("goodput", RateCharts.Goodput(flow, marks))] : OfPackets(flow, marks);
        return flow.Connection is { } connection
            ? [.. WithTheory(own, flow), .. TcpCharts.Of(flow.Name, connection, flow.Samples.AxisEnd, marks)] : WithTheory(own, flow);
    }

    private static List<(string Name, Chart Chart)> WithTheory(List<(string Name, Chart Chart)> charts, FlowReport flow) =>
        [.. charts.Select(
            chart => (chart.Name, flow.Theories.Aggregate(chart.Chart, (drawn, theory) => TheoryOverlay.On(chart.Name, drawn, theory))))];

    private static List<(string Name, Chart Chart)> OfPackets(FlowReport flow, VerticalMark[] marks)
    {
        bool isMany = flow.Total.Received >= LeastPackets;
        var charts = new List<(string, Chart)> { ("latency", Latency(flow, marks)), ("latency-cdf", Spread(flow)) };
        if (isMany) charts.Add(("latency-histogram", LatencyHistogramChart.Of(flow)));
        charts.Add(("loss", Loss(flow, marks)));
        if (isMany && flow.Samples.HasThroughput) charts.Add(("throughput", RateCharts.Throughput(flow, marks)));
        if (isMany && flow.Samples.HasJitter) charts.Add(("jitter", JitterChart.Of(flow, marks)));
        return charts;
    }

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static Axis Time(FlowReport flow, string label) => new(label, Unit.Seconds) { From = 0, To = flow.Samples.AxisEnd };

    private static Chart Latency(FlowReport flow, VerticalMark[] marks)
    {
        Series[] lost = flow.Samples.LostCount == 0
            ? [] : [Series.Lane("lost", flow.Samples.Lost) with { Style = LostStyle, Count = flow.Samples.LostCount }];
        return new Chart
        {
            Title = $"{flow.Name}: {flow.LatencyName} over time",
            Description = $"{Capital(flow.LatencyName)} of each packet of the flow {flow.Name}, by the time at which it was sent.",
            Bands = flow.Bursts,
            X = Time(flow, "Sent at"),
            Y = new Axis(Capital(flow.LatencyName), Unit.Seconds) { Scale = flow.Samples.LatencyScale },
            Series = [.. flow.Samples.Latency
                .Select((group, i) => Series.Points(
                NameOf(flow, group.Name), group.Points) with { Style = StyleOf(i), Count = group.Count }), .. lost],
            Marks = marks,
        };
    }

    private static Chart Spread(FlowReport flow) => new()
    {
        Title = $"{flow.Name}: distribution of {flow.LatencyName}",
        Description =
            $"Share of the packets of the flow {flow.Name} that arrived, by the " +
                $"{flow.LatencyName} that they did not exceed (CDF).{Omission(flow)}",
        X = new Axis(Capital(flow.LatencyName), Unit.Seconds) { Scale = SpreadScale(flow) },
        Y = new Axis("Packets within this time", Unit.Share) { From = 0, To = 1 },
        Series = [.. flow.Samples.Spread
            .Select((group, i) =>
            Series.Step(ServiceName(flow, group.Name), group.Points) with { Style = StyleOf(i), Count = group.Count }), .. Responses(flow)],
    };

    private static AxisScale SpreadScale(FlowReport flow) =>
        flow.HasWaitingRequests ? ScaleRule.For(flow.Samples.Pooled[0].Value, flow.Samples.Responses.Points[^1].X)
            : flow.Samples.LatencyScale;

    private static Series[] Responses(FlowReport flow) => flow.HasWaitingRequests
        ? [Series.Step(
        "response time (since it was due)", flow.Samples.Responses.Points) with { Style = LostStyle, Count = flow.Samples.Responses.Count }]
        : [];

    private static string ServiceName(FlowReport flow, string group) =>
        !flow.HasWaitingRequests ? NameOf(flow, group)
            : flow.Receivers.Count == 0 ? "service time (since it was sent)" : $"{group}: service time";

    private static string Omission(FlowReport flow) => !flow.HasWaitingRequests
        ? ""
        : " Some requests had to wait before they could be sent. Service time runs from the send call and leaves that wait out " +
        "(coordinated omission); response time runs from when the request should have been sent.";

    private static Chart Loss(FlowReport flow, VerticalMark[] marks) => new()
    {
        Title = $"{flow.Name}: loss over time",
        Description =
            $"Share of the packets of the flow {flow.Name} sent in each {Unit.Seconds.Format(flow.Samples.BinWidth)} that did not arrive.",
        Bands = flow.Bursts,
        X = Time(flow, "Sent at"),
        Y = new Axis($"Lost, per {Unit.Seconds.Format(flow.Samples.BinWidth)}", Unit.Share) { From = 0, To = 0.01 },
        Series = [Series.Bars(flow.Name, flow.Samples.LossPerBin, flow.Samples.BinWidth) with { Style = 0 }],
        Marks = marks,
    };

    public static string NameOf(FlowReport flow, string group) => flow.Receivers.Count == 0 ? flow.Name : group;

    /// <summary>Receivers keep out of the colour of what was lost: 0, 2, 3, 4, 5, and then that one.</summary>
    public static int StyleOf(int group) => group == 0 ? 0 : group < 5 ? group + 1 : LostStyle;
}
