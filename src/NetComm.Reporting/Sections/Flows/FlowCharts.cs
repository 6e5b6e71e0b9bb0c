using NetComm.Reporting.Charts;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The charts of a flow.</summary>
internal static class FlowCharts
{
    /// <summary>Style of what was lost: vermilion, as in every chart.</summary>
    public const int LostStyle = 1;

    /// <summary>Of fewer packets a histogram, rates and jitter tell nothing that the packets themselves do not.</summary>
    private const int LeastPackets = 8;

    /// <summary>Each chart with the end of its file name. What is the same all the time has no chart: its figure tells all.</summary>
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
        var charts = new List<(string, Chart)>();
        if (flow.Samples.Pooled.Count > 0 || flow.Samples.LostCount > 0) charts.Add(("latency", LatencyChart.OverTime(flow, marks)));
        if (Varies(flow)) charts.Add(("latency-cdf", LatencyChart.Distribution(flow)));
        if (isMany && Varies(flow)) charts.Add(("latency-histogram", LatencyHistogramChart.Of(flow)));
        if (flow.Total.Lost > 0) charts.Add(("loss", LossChart.Of(flow, marks)));
        if (isMany && flow.Samples.HasThroughput) charts.Add(("throughput", RateCharts.Throughput(flow, marks)));
        if (isMany && flow.Samples.HasJitter) charts.Add(("jitter", JitterChart.Of(flow, marks)));
        return charts;
    }

    /// <summary>Whether a chart has the time of the run along its axis, by the end of its file name.</summary>
    public static bool IsOverTime(string name) => name is not ("latency-cdf" or "latency-histogram");

    /// <summary>Whether packets took different times, or waited before they were sent.</summary>
    private static bool Varies(FlowReport flow) => flow.Samples.Pooled.Count > 0
        && (flow.Samples.Pooled[^1].Value - flow.Samples.Pooled[0].Value > flow.Samples.Pooled[^1].Value * LatencyBars.Alike
            || flow.HasWaitingRequests);

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static Axis Time(FlowReport flow, string label) => new(label, Unit.Seconds) { From = 0, To = flow.Samples.AxisEnd };

    public static string NameOf(FlowReport flow, string group) => flow.Receivers.Count == 0 ? flow.Name : group;

    /// <summary>Receivers keep out of the colour of what was lost: 0, 2, 3, 4, 5, and then that one.</summary>
    public static int StyleOf(int group) => group == 0 ? 0 : group < 5 ? group + 1 : LostStyle;
}
