using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Sections.Flows;

internal static class JitterChart
{
    public static Chart Of(FlowReport flow) => new()
    {
        Title = $"{flow.Name}: jitter over time",
        Description =
            $"Interarrival jitter of the flow {flow.Name} after each packet: J += (|D| − J) / 16, where D is the change in transit time " +
                $"(RFC 3550, 6.4.1).",
        X = FlowCharts.Time(flow, "Received at"),
        Y = new Axis("Jitter, smoothed", Unit.Seconds) { From = 0 },
        Series =
        [
            .. flow.Samples.Jitter.Select((group, i) =>
                (group.IsLine ? Series.Step(FlowCharts.NameOf(flow, group.Name), group.Points)
                    : Series.Points(FlowCharts.NameOf(flow, group.Name), group.Points))
                with { Style = FlowCharts.StyleOf(i), Count = group.Count }),
        ],
    };
}
