using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Links;

/// <summary>The section on the queues of those directions in which a packet ever had to wait.</summary>
internal sealed class QueuesSection(LinkReports links) : ReportSection
{
    /// <summary>Where no more packets were ever in the queue, and none was dropped, a picture shows little.</summary>
    private const int ShortQueue = 3;

    /// <summary>
    /// A limit so many times above the longest queue is told in words: as a line it would press the data onto the foot of the chart.
    /// </summary>
    private const int FarAbove = 5;

    /// <summary>Style of what was dropped: vermilion, as what was lost in other charts.</summary>
    private const int DroppedStyle = 1;

    private const int MeanStyle = 0;
    private const int LongestStyle = 5;

    /// <inheritdoc/>
    public override IReadOnlyList<ITraceFold> Folds => links.Folds;

    /// <inheritdoc/>
    public override Section? Build(ReportContext context) => Of(links.All, context.AxisEnd, context.Marks);

    /// <summary>Null where no packet had to wait.</summary>
    internal static Section? Of(IReadOnlyList<LinkReport> links, double axisEnd, IReadOnlyList<VerticalMark> marks)
    {
        List<LinkReport> queued = links.Where(link => link.Samples is { Longest: > 1 }).ToList();
        if (queued.Count == 0) return null;
        List<LinkReport> ranked = queued.OrderByDescending(link => link.Samples!.DropCount).ThenByDescending(link => link.Samples!.Longest)
            .ThenByDescending(link => link.QueueMean).ToList();
        return RankedCharts.Of("queues", "Queues", "directions in which packets had to wait",
            $"at most {RankedCharts.MostShown}, where packets were dropped or more than {ShortQueue} were in the queue",
            [.. ranked.Select(link => (link.FileStem, ChartOf(link, axisEnd, marks), IsTelling(link.Samples!)))]);
    }

    private static bool IsTelling(LinkSamples samples) => samples.DropCount > 0 || samples.Longest > ShortQueue;

    private static Chart ChartOf(LinkReport link, double axisEnd, IReadOnlyList<VerticalMark> marks)
    {
        LinkSamples samples = link.Samples!;
        bool isNear = link.QueueLimit <= FarAbove * (long)samples.Longest;
        string interval = Unit.Seconds.Format(samples.BinWidth);
        Series[] drops = samples.DropCount == 0 ? []
            : [Series.Lane("dropped", samples.Drops) with { Style = DroppedStyle, Count = samples.DropCount }];
        string limit = link.QueueLimit is { } packets && !isNear ? $" Its limit of {packets} packets lies far above." : "";
        return new Chart
        {
            Title = $"{link.Label}: queue over time",
            Description =
                $"Packets that wait to go from {link.From} to {link.To}, the one in transmission included: the most in each " +
                    $"{interval}, and the average over its time.{limit}"
                + (drops.Length > 0 ? " A cross is a packet that found no room." : ""),
            X = new Axis("Time", Unit.Seconds) { From = 0, To = axisEnd },
            Y = new Axis("Packets", Unit.Count) { From = 0 },
            Series =
            [
                Series.Step($"most, per {interval}", samples.LongestQueue) with { Style = LongestStyle },
                Series.Step("average", samples.MeanQueue) with { Style = MeanStyle },
                .. drops,
            ],
            Marks = marks,
            Lines = link.QueueLimit is { } most && isNear ? [new(most, $"limit: {most} packets")] : [],
        };
    }
}
