using NetComm.Analysis;
using NetComm.Reporting.Diagrams.Timeline;

namespace NetComm.Reporting.Sections.Flows;

internal static class ReceiverChart
{
    private const int MostRows = 40;

    /// <summary>
    /// The picture; null where it would compare nothing: packets reached fewer than two receivers, or took the same time to all.
    /// </summary>
    public static Picture? Of(FlowReport flow, string id, string path)
    {
        LatencyMeasurement[] measured = LatenciesOf(flow);
        if (measured.Length < 2 || measured.Max(latency => latency.Max) == measured.Min(latency => latency.Min)) return null;
        var chart = new TimelineChart
        {
            Title = $"{flow.Name}: {flow.LatencyName} by receiver",
            Description = $"For each receiver of the flow {flow.Name}, the range of the {flow.LatencyName}, with p50 and p95.",
            X = new Axis(FlowCharts.Capital(flow.LatencyName), Unit.Seconds) { Scale = ScaleOf(flow) },
            Rows = [.. RowsOf(flow)],
        };
        return new Picture(id, path, chart, CaptionOf(flow));
    }

    private static string CaptionOf(FlowReport flow)
    {
        List<ReceiverMeasurement> ordered = flow.Receivers.Where(receiver => receiver.Latency is not null)
            .OrderBy(receiver => receiver.Latency!.P50).ToList();
        (ReceiverMeasurement fast, ReceiverMeasurement slow) = (ordered[0], ordered[^1]);
        string text = fast.Latency!.P50 == slow.Latency!.P50
            ? $"All receivers have the same median: {Unit.Seconds.Format(fast.Latency.P50.TotalSeconds)}."
            : $"The same packets, but not the same {flow.LatencyName}: the median ranges from " +
            $"{Unit.Seconds.Format(fast.Latency.P50.TotalSeconds)} ({fast.Host}) to {Unit.Seconds.Format(slow.Latency.P50.TotalSeconds)} ({slow.Host}).";
        return ordered.Count > MostRows
            ? $"{text} Of {flow.Receivers.Count} receivers, the {MostRows / 2} with the lowest and the " +
            $"{MostRows / 2} with the highest median are shown." : text;
    }

    private static AxisScale ScaleOf(FlowReport flow)
    {
        LatencyMeasurement[] measured = LatenciesOf(flow);
        return ScaleRule.For(measured.Min(latency => latency.Min).TotalSeconds, measured.Max(latency => latency.Max).TotalSeconds);
    }

    private static LatencyMeasurement[] LatenciesOf(FlowReport flow) =>
        [.. flow.Receivers.Select(receiver => receiver.Latency).OfType<LatencyMeasurement>()];

    private static IEnumerable<TimelineRow> RowsOf(FlowReport flow)
    {
        List<ReceiverMeasurement> measured = flow.Receivers.Where(receiver => receiver.Latency is not null).ToList();
        if (measured.Count <= MostRows) return flow.Receivers.Take(2 * MostRows).Select(RowOf);

        List<ReceiverMeasurement> ordered = measured.OrderBy(receiver => receiver.Latency!.P50).ToList();
        return
        [
            .. ordered.Take(MostRows / 2).Select(RowOf),
            new TimelineRow.Note("…", $"{ordered.Count - MostRows} more"),
            .. ordered.TakeLast(MostRows / 2).Select(RowOf),
        ];
    }

    private static TimelineRow RowOf(ReceiverMeasurement receiver) => receiver.Latency is { } latency
        ? new TimelineRow.Range(
        receiver.Host, $"p50 {Unit.Seconds.Format(latency.P50.TotalSeconds)}", latency.Min.TotalSeconds, latency.P50.TotalSeconds,
        latency.P95.TotalSeconds, latency.Max.TotalSeconds)
        : new TimelineRow.Note(receiver.Host, "nothing arrived");
}
