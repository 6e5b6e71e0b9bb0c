using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Sections.Flows.Losses;

internal static class LossReasonChart
{
    /// <summary>As many as there are colours; of more the rest are summed up.</summary>
    private const int MostNamed = 5;

    /// <summary>The chart; null where there was one reason, or that of some is not known: then the share of losses tells all.</summary>
    public static Chart? Of(FlowReport flow)
    {
        List<(DropReason Reason, IReadOnlyList<long> InBins)> reasons =
            [.. flow.LossesByReason.OrderByDescending(reason => reason.InBins.Sum())];
        if (reasons.Count < 2 || reasons.Sum(reason => reason.InBins.Sum()) != flow.Total.Lost) return null;
        double width = flow.Samples.BinWidth;
        string interval = Unit.Seconds.Format(width);
        string each = flow.Receivers.Count > 1 ? " A packet counts for each receiver that missed it." : "";
        return new Chart
        {
            Title = $"{flow.Name}: why packets were lost, over time",
            Description = $"How many packets of the flow {flow.Name} sent in each {interval} were lost, and why.{each}",
            X = FlowCharts.Time(flow, "Sent at"),
            Y = new Axis($"Packets lost, per {interval}", Unit.Count) { From = 0 },
            Series = [.. Series.Stack(PartsOf(reasons, width), width).Select(part => part with { Count = (long)part.Data.Sum(p => p.Y) })],
        };
    }

    private static List<(string Name, IReadOnlyList<ChartPoint> Data)> PartsOf(
        List<(DropReason Reason, IReadOnlyList<long> InBins)> reasons, double width)
    {
        int[] bins = [.. Enumerable.Range(0, reasons[0].InBins.Count).Where(bin => reasons.Exists(reason => reason.InBins[bin] > 0))];
        List<(string Name, IReadOnlyList<ChartPoint> Data)> parts =
            [.. reasons.Take(MostNamed).Select(reason => (DropReasonText.Of(reason.Reason), DataOf(bin => reason.InBins[bin])))];
        if (reasons.Count > MostNamed)
            parts.Add(("other reasons", DataOf(bin => reasons.Skip(MostNamed).Sum(reason => reason.InBins[bin]))));
        return parts;

        IReadOnlyList<ChartPoint> DataOf(Func<int, long> countIn) => [.. bins.Select(bin => new ChartPoint(bin * width, countIn(bin)))];
    }
}
