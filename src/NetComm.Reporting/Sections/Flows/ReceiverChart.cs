using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>How long packets of one flow took to each of its receivers.</summary>
internal static class ReceiverChart
{
    private const int MostRows = 40;

    /// <summary>
    /// The picture; null where it would compare nothing: packets reached fewer than two receivers, or took the same time to all.
    /// </summary>
    public static Picture? Of(FlowReport flow, string id, string path)
    {
        LatencySeconds[] measured = [.. flow.Receivers.Select(receiver => receiver.Latency).OfType<LatencySeconds>()];
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

    /// <summary>What to see in it.</summary>
    private static string CaptionOf(FlowReport flow)
    {
        List<FlowFigures> ordered = flow.Receivers.Where(receiver => receiver.Latency is not null)
            .OrderBy(receiver => receiver.Latency!.P50).ToList();
        (FlowFigures? fast, FlowFigures? slow) = (ordered[0], ordered[^1]);
        string text = fast.Latency!.P50 == slow.Latency!.P50
            ? $"All receivers have the same median: {Unit.Seconds.Format(fast.Latency.P50)}."
            : $"The same packets, but not the same {flow.LatencyName}: the median ranges from " +
            $"{Unit.Seconds.Format(fast.Latency.P50)} ({fast.Name}) to {Unit.Seconds.Format(slow.Latency.P50)} ({slow.Name}).";
        return ordered.Count > MostRows
            ? $"{text} Of {flow.Receivers.Count} receivers, the {MostRows / 2} with the lowest and the " +
            $"{MostRows / 2} with the highest median are shown." : text;
    }

    private static AxisScale ScaleOf(FlowReport flow)
    {
        List<LatencySeconds> measured = flow.Receivers.Select(receiver => receiver.Latency).OfType<LatencySeconds>().ToList();
        return ScaleRule.For(measured.Min(latency => latency.Min), measured.Max(latency => latency.Max));
    }

    private static IEnumerable<TimelineRow> RowsOf(FlowReport flow)
    {
        List<FlowFigures> measured = flow.Receivers.Where(receiver => receiver.Latency is not null).ToList();
        if (measured.Count <= MostRows) return flow.Receivers.Take(2 * MostRows).Select(RowOf);

        List<FlowFigures> ordered = measured.OrderBy(receiver => receiver.Latency!.P50).ToList();
        return
        [
            .. ordered.Take(MostRows / 2).Select(RowOf),
            new TimelineRow.Note("…", $"{ordered.Count - MostRows} more"),
            .. ordered.TakeLast(MostRows / 2).Select(RowOf),
        ];
    }

    private static TimelineRow RowOf(FlowFigures receiver) => receiver.Latency is { } latency
        ? new TimelineRow.Range(
        receiver.Name, $"p50 {Unit.Seconds.Format(latency.P50)}", latency.Min, latency.P50, latency.P95, latency.Max)
        : new TimelineRow.Note(receiver.Name, "nothing arrived");
}
