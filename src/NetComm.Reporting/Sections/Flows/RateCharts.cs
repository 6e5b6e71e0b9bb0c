using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Flows;

internal static class RateCharts
{
    /// <summary>Style of what was seen on the network, beside the bars of what the application got.</summary>
    private const int ThroughputStyle = 4;

    /// <summary>IP bits that reached receivers; of a flow that is answered, those of both ways.</summary>
    public static Chart Throughput(FlowReport flow)
    {
        TimeBins bins = flow.Samples.RateBins;
        List<(string Name, IReadOnlyList<ChartPoint> Rates)> groups = flow.Samples.ThroughputIn(bins).ToList();
        string interval = Unit.Seconds.Format(bins.Width);
        return new Chart
        {
            Title = $"{flow.Name}: throughput over time",
            Description =
                $"IP packets of the flow {flow.Name} that arrived in each {interval}, headers and duplicates " +
                    $"included{(flow.IsRoundTrip ? ", requests and answers" : "")}.{LastOf(bins)}",
            X = FlowCharts.Time(flow, "Received at"),
            Y = new Axis($"Throughput, per {interval}", Unit.BitsPerSecond) { From = 0 },
            Series = groups.Count == 1
                ? [Series.Bars(FlowCharts.NameOf(flow, groups[0].Name), groups[0].Rates, bins.Width) with { Style = 0 }]
                : [.. groups
                .Select((group, i) => Series.Step(
                group.Name, bins.ToSteps(group.Rates)) with { Style = FlowCharts.StyleOf(i), Count = group.Rates.Count })],
        };
    }

    /// <summary>What a stream's application read, and the segments that brought it, where they were seen.</summary>
    public static Chart Goodput(FlowReport flow)
    {
        Series[] seen = flow.Samples.HasThroughput
            ? [Series.Step(
            "throughput: IP, with headers", flow.Samples.Bins.ToSteps(
                flow.Samples.ThroughputIn(flow.Samples.Bins).First().Rates)) with { Style = ThroughputStyle,
                    Count = flow.Samples.Bins.Count }]
            : [];
        string also = seen.Length > 0 ? ", and the IP packets that carried it, headers and retransmissions included" : "";
        return new Chart
        {
            Title = $"{flow.Name}: {(seen.Length > 0 ? "goodput and throughput" : "goodput")} over time",
            Description =
                $"Application data of the flow {flow.Name} that arrived in each {IntervalOf(flow)}{also}.{LastOf(flow.Samples.Bins)}",
            X = FlowCharts.Time(flow, "Time"),
            Y = new Axis($"Arrived, per {IntervalOf(flow)}", Unit.BitsPerSecond) { From = 0 },
            Series = [Series.Bars(
                seen.Length > 0 ? "goodput: application data" : flow.Name, flow.Samples.RatePerBin, flow.Samples.BinWidth), .. seen],
        };
    }

    /// <summary>A rate is over the time that its interval lasts, so that the end of the run makes no dip.</summary>
    private static string LastOf(TimeBins bins) =>
        Math.Abs(bins.LastWidth - bins.Width) < bins.Width * 1e-3 ? ""
            : $" The last interval lasts {Unit.Seconds.Format(bins.LastWidth)}, and its rate is over that time.";

    private static string IntervalOf(FlowReport flow) => Unit.Seconds.Format(flow.Samples.BinWidth);
}
