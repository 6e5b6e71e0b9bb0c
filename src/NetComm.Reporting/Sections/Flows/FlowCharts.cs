using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows.Latencies;
using NetComm.Reporting.Sections.Flows.Losses;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Sections.Flows;

internal static class FlowCharts
{
    /// <summary>Style of what was lost: vermilion, as in every chart.</summary>
    public const int LostStyle = 1;

    /// <summary>Of fewer packets a histogram, rates and jitter tell nothing that the packets themselves do not.</summary>
    private const int LeastPackets = 8;

    /// <summary>Each chart with the end of its file name. What is the same all the time has no chart: its figure tells all.</summary>
    public static IReadOnlyList<(string Name, Chart Chart)> Of(FlowReport flow, FaultMarks faults)
    {
        List<(string Name, Chart Chart)> own = flow.IsStream ? [("goodput", RateCharts.Goodput(flow))] : OfPackets(flow);
        return
        [
            .. own.Select(chart => IsOverTime(chart.Name) ? (chart.Name, Chart: faults.On(chart.Chart)) : chart)
                .Select(chart => (chart.Name, WithTheory(chart.Name, chart.Chart, flow))),
            .. flow.Connection is { } connection ? TcpCharts.Of(flow.Name, connection, flow.Samples.AxisEnd, faults) : [],
        ];
    }

    private static Chart WithTheory(string name, Chart chart, FlowReport flow) =>
        flow.Theories.Aggregate(chart, (drawn, theory) => TheoryOverlay.On(name, drawn, theory));

    private static List<(string Name, Chart Chart)> OfPackets(FlowReport flow)
    {
        bool isMany = flow.Total.Received >= LeastPackets;
        var charts = new List<(string, Chart)>();
        if (flow.Samples.Pooled.Count > 0 || flow.Samples.LostCount > 0) charts.Add(("latency", LatencyChart.OverTime(flow)));
        if (isMany && Varies(flow) && LatencyCourseChart.Of(flow) is { } course) charts.Add(("latency-course", course));
        if (Varies(flow)) charts.Add(("latency-cdf", LatencyChart.Distribution(flow)));
        if (isMany && Varies(flow)) charts.Add(("latency-histogram", LatencyHistogramChart.Of(flow)));
        if (flow.Total.Lost > 0) charts.Add(("loss", Loss(flow)));
        if (LossReasonChart.Of(flow) is { } reasons) charts.Add(("loss-reasons", reasons));
        if (isMany && flow.Samples.HasThroughput) charts.Add(("throughput", RateCharts.Throughput(flow)));
        if (isMany && flow.Samples.HasJitter) charts.Add(("jitter", Jitter(flow)));
        if (isMany && PayloadSizeChart.Of(flow) is { } sizes) charts.Add(("sizes", sizes));
        return charts;
    }

    /// <summary>Whether a chart has the time of the run along its axis, by the end of its file name.</summary>
    public static bool IsOverTime(string name) => name is not ("latency-cdf" or "latency-histogram" or "sizes");

    /// <summary>Whether packets took different times, or waited before they were sent.</summary>
    private static bool Varies(FlowReport flow) => flow.Samples.Pooled.Count > 0
        && (flow.Samples.Pooled[^1].Value - flow.Samples.Pooled[0].Value > flow.Samples.Pooled[^1].Value * HistogramBars.Alike
            || flow.HasWaitingRequests);

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static Axis Time(FlowReport flow, string label) => new(label, Unit.Seconds) { From = 0, To = flow.Samples.AxisEnd };

    public static string NameOf(FlowReport flow, string group) => flow.Receivers.Count == 0 ? flow.Name : group;

    /// <summary>Receivers keep out of the colour of what was lost: 0, 2, 3, 4, 5, and then that one.</summary>
    public static int StyleOf(int group) => group == 0 ? 0 : group < 5 ? group + 1 : LostStyle;

    private static Chart Loss(FlowReport flow) => new()
    {
        Title = $"{flow.Name}: loss over time",
        Description =
            $"Of the packets of the flow {flow.Name} sent in each {Unit.Seconds.Format(flow.Samples.BinWidth)}, the share that was lost.",
        Bands = flow.Bursts is { } bursts ? [bursts] : [],
        X = Time(flow, "Sent at"),
        Y = new Axis($"Lost, per {Unit.Seconds.Format(flow.Samples.BinWidth)}", Unit.Share) { From = 0, To = 0.01 },
        Series = [Series.Bars(flow.Name, flow.Samples.LossPerBin, flow.Samples.BinWidth) with { Style = 0 }],
    };

    private static Chart Jitter(FlowReport flow) => new()
    {
        Title = $"{flow.Name}: jitter over time",
        Description =
            $"Interarrival jitter of the flow {flow.Name} after each packet: J += (|D| − J) / 16, where D is the change in transit time " +
                $"(RFC 3550, 6.4.1).",
        X = Time(flow, "Received at"),
        Y = new Axis("Jitter, smoothed", Unit.Seconds) { From = 0 },
        Series =
        [
            .. flow.Samples.Jitter.Select((group, i) =>
                (group.IsLine ? Series.Step(NameOf(flow, group.Name), group.Points)
                    : Series.Points(NameOf(flow, group.Name), group.Points))
                with { Style = StyleOf(i), Count = group.Count }),
        ],
    };
}
