using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Faults;
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
    internal static Section? Of(IReadOnlyList<LinkReport> links, double axisEnd, FaultMarks marks)
    {
        List<LinkReport> queued = links.Where(link => link.Samples is { Longest: > 1 }).ToList();
        if (queued.Count == 0) return null;
        List<LinkReport> ranked = queued.OrderByDescending(link => link.Samples!.DropCount).ThenByDescending(link => link.Samples!.Longest)
            .ThenByDescending(link => link.QueueMean).ToList();
        return RankedCharts.Of("queues", "Queues", "directions in which packets had to wait",
            $"at most {RankedCharts.MostShown}, where packets were dropped or the queue held more than {ShortQueue}",
            [.. ranked.Select(link => (link.FileStem, ChartOf(link, axisEnd, marks), IsTelling(link.Samples!)))]);
    }

    private static bool IsTelling(LinkSamples samples) => samples.DropCount > 0 || samples.Longest > ShortQueue;

    private static Chart ChartOf(LinkReport link, double axisEnd, FaultMarks marks)
    {
        LinkSamples samples = link.Samples!;
        bool isNear = link.QueueLimit <= FarAbove * (long)samples.Longest;
        string interval = Unit.Seconds.Format(samples.BinWidth);
        Series[] drops = samples.DropCount == 0 ? []
            : [Series.Lane("dropped", samples.Drops) with { Style = DroppedStyle, Count = samples.DropCount }];
        string limit = link.QueueLimit is { } packets && !isNear ? $" The limit of {packets} packets is far above." : "";
        return marks.On(new Chart
        {
            Title = $"{link.Label}: queue over time",
            Description =
                $"Packets queued from {link.From} to {link.To}, including the one in transmission: maximum and average in each " +
                    $"{interval}.{limit}"
                + (drops.Length > 0 ? " A cross marks a packet that was dropped because the queue was full." : ""),
            X = new Axis("Time", Unit.Seconds) { From = 0, To = axisEnd },
            Y = new Axis("Packets", Unit.Count) { From = 0 },
            Series =
            [
                Series.Step($"maximum, per {interval}", samples.LongestQueue) with { Style = LongestStyle },
                Series.Step("average", samples.MeanQueue) with { Style = MeanStyle },
                .. drops,
            ],
            Lines = link.QueueLimit is { } most && isNear ? [new(most, $"limit: {most} packets")] : [],
        });
    }
}
