using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows;

internal static class PayloadSizeChart
{
    /// <summary>The chart; null where all packets are as large.</summary>
    public static Chart? Of(FlowReport flow)
    {
        IReadOnlyList<(double Value, long Count)> sizes = flow.Samples.PayloadSizes;
        if (sizes.Count < 2) return null;
        var bars = HistogramBars.Of(sizes, leastWidth: 1);
        string what = flow.IsRoundTrip ? "requests" : "packets";
        string bins = bars.BinWidth is { } width ? $"bins of {Unit.Bytes.Format(width)}" : "bins that widen with the size";
        return new Chart
        {
            Title = $"{flow.Name}: histogram of payload sizes",
            Description =
                $"How many {what} of the flow {flow.Name} were sent with how many bytes of payload, headers not counted, in {bins}.",
            X = new Axis("Payload", Unit.Bytes) { Scale = bars.Scale },
            Y = new Axis(
                bars.BinWidth is { } each ? $"{FlowCharts.Capital(what)}, per {Unit.Bytes.Format(each)}"
                    : $"{FlowCharts.Capital(what)}, per bin", Unit.Count)
            { From = 0 },
            Series = [Series.Histogram(flow.Name, bars.Bars, bars.Ends) with { Count = sizes.Sum(size => size.Count) }],
        };
    }
}
