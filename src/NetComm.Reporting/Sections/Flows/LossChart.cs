using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Sections.Flows;

internal static class LossChart
{
    public static Chart Of(FlowReport flow) => new()
    {
        Title = $"{flow.Name}: loss over time",
        Description =
            $"Of the packets of the flow {flow.Name} sent in each {Unit.Seconds.Format(flow.Samples.BinWidth)}, the share that was lost.",
        Bands = flow.Bursts is { } bursts ? [bursts] : [],
        X = FlowCharts.Time(flow, "Sent at"),
        Y = new Axis($"Lost, per {Unit.Seconds.Format(flow.Samples.BinWidth)}", Unit.Share) { From = 0, To = 0.01 },
        Series = [Series.Bars(flow.Name, flow.Samples.LossPerBin, flow.Samples.BinWidth) with { Style = 0 }],
    };
}
