using NetComm.Reporting.Sections.Faults;

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

    /// <summary>Where the longest wait was a smaller share of the longest anywhere, it hardly counts in what packets took.</summary>
    private const double ShortWait = 0.1;

    /// <summary>Likewise in the picture of all queues, where lines that lie on the axis would only fill the legend.</summary>
    private const double HardlyAnyWait = 0.01;

    /// <summary>Lines of one picture that a reader tells apart.</summary>
    private const int MostLines = 10;

    private const string StillWaiting = " Packets that still waited when the run ended are left out.";

    /// <summary>Style of what was dropped: vermilion, as what was lost in other charts.</summary>
    private const int DroppedStyle = 1;

    private const int MarkedStyle = 2;
    private const int CollidedStyle = 3;
    private const int MeanStyle = 0;
    private const int LongestStyle = 5;

    public override IReadOnlyList<ITraceFold> Folds => links.Folds;

    public override Section? Build(ReportContext context) => Of(links.All, context.AxisEnd, context.Marks);

    internal static Section? Of(IReadOnlyList<LinkReport> links, double axisEnd, FaultMarks marks)
    {
        List<LinkReport> queued = links.Where(link => link.Samples is { Longest: > 1 }).ToList();
        if (queued.Count == 0) return null;
        List<LinkReport> ranked = queued.OrderByDescending(link => link.Samples!.DropCount).ThenByDescending(link => link.Samples!.Longest)
            .ThenByDescending(link => link.QueueMean).ToList();
        double longest = ranked.Max(LongestWaitOf);
        List<LinkReport> telling = ranked.Where(link => IsTelling(link.Samples!) && LongestWaitOf(link) > HardlyAnyWait * longest).ToList();
        return RankedCharts.Of("Queues", "directions in which packets had to wait",
            $"at most {RankedCharts.MostShown}, where packets were dropped or the queue held more than {ShortQueue}",
            [.. ranked.Select(link => (link, ChartsOf(link, ShortWait * longest, axisEnd, marks)))],
            SideBySide(queued, telling, axisEnd, marks));
    }

    /// <summary>The delays of all queues in one chart; null where there are not two to compare.</summary>
    /// <param name="queued">In the order of the scenario.</param>
    /// <param name="telling">Those of them that have something to show, those that tell most first.</param>
    private static Picture? SideBySide(List<LinkReport> queued, List<LinkReport> telling, double axisEnd, FaultMarks marks)
    {
        if (telling.Count < 2) return null;
        List<LinkReport> shown = [.. queued.Where(telling.Take(MostLines).Contains)];
        var chart = new Chart
        {
            Title = "Queues: average queueing delay over time",
            Description =
                $"How long packets waited until their transmission began: the average of those that joined each queue in each "
                    + $"{Unit.Seconds.Format(shown[0].Samples!.BinWidth)}, 0 where none did."
                    + (shown.Exists(link => link.Samples!.LacksWaits) ? StillWaiting : ""),
            X = new Axis("Time", Unit.Seconds) { From = 0, To = axisEnd },
            Y = new Axis("Queueing delay", Unit.Seconds) { From = 0 },
            Series = [.. shown.Select(link => Series.Step(link.Label, link.Samples!.MeanWait))],
        };
        string caption = shown.Count == telling.Count ? chart.Description
            : $"{chart.Description} Of {telling.Count} queues, the {shown.Count} that dropped or held most are shown.";
        return new Picture("queue-delays", "charts/queue-delays.svg", marks.On(chart), caption) { IsOverTime = true };
    }

    private static bool IsTelling(LinkSamples samples) =>
        samples.DropCount > 0 || samples.MarkCount > 0 || samples.CollisionCount > 0 || samples.Longest > ShortQueue;

    private static double LongestWaitOf(LinkReport link) => link.Samples!.LongestWait.Select(point => point.Y).DefaultIfEmpty().Max();

    private static IReadOnlyList<LinkChart> ChartsOf(LinkReport link, double shortWait, double axisEnd, FaultMarks marks)
    {
        bool isTelling = IsTelling(link.Samples!);
        string interval = Unit.Seconds.Format(link.Samples!.BinWidth);
        var time = new Axis("Time", Unit.Seconds) { From = 0, To = axisEnd };
        return
        [
            new("queues", marks.On(LengthOf(link, link.Samples, interval, time)), isTelling),
            new("queue-delay", marks.On(DelayOf(link, link.Samples, interval, time)), isTelling && LongestWaitOf(link) > shortWait),
        ];
    }

    private static Chart LengthOf(LinkReport link, LinkSamples samples, string interval, Axis time)
    {
        bool isNear = link.QueueLimit <= FarAbove * (long)samples.Longest;
        Series[] drops = samples.DropCount == 0 ? []
            : [Series.Lane("dropped", samples.Drops) with { Style = DroppedStyle, Count = samples.DropCount }];
        Series[] marks = samples.MarkCount == 0 ? []
            : [Series.Lane("marked", samples.Marks) with { Style = MarkedStyle, Count = samples.MarkCount }];
        Series[] collisions = samples.CollisionCount == 0 ? []
            : [Series.Lane("collided", samples.Collisions) with { Style = CollidedStyle, Count = samples.CollisionCount }];
        string limit = link.QueueLimit is { } packets && !isNear ? $" The limit of {packets} packets is far above." : "";
        return new Chart
        {
            Title = $"{link.Label}: queue over time",
            Description =
                $"Packets queued from {link.From} to {link.To}, including the one in transmission: maximum and average in each " +
                    $"{interval}.{limit}"
                + (drops.Length == 0 ? "" : link.HasEarlyDrops ? " Below, each packet that the queue discipline dropped."
                    : " Below, each packet that was dropped because the queue was full.")
                + (marks.Length == 0 ? "" : " What is marked below tells its sender of congestion (ECN).")
                + (collisions.Length == 0 ? "" : " What collided is tried again after a back-off."),
            X = time,
            Y = new Axis("Packets", Unit.Count) { From = 0 },
            Series = [.. MaximumAndAverage(interval, samples.LongestQueue, samples.MeanQueue), .. drops, .. marks, .. collisions],
            Lines = link.QueueLimit is { } most && isNear ? [new(most, $"limit: {most} packets")] : [],
        };
    }

    private static Chart DelayOf(LinkReport link, LinkSamples samples, string interval, Axis time) => new()
    {
        Title = $"{link.Label}: queueing delay over time",
        Description =
            $"How long packets from {link.From} to {link.To} waited in the queue until their transmission began: maximum and average of " +
                $"those that joined in each {interval}, 0 where none did.{(samples.LacksWaits ? StillWaiting : "")}",
        X = time,
        Y = new Axis("Queueing delay", Unit.Seconds) { From = 0 },
        Series = MaximumAndAverage(interval, samples.LongestWait, samples.MeanWait),
    };

    private static Series[] MaximumAndAverage(string interval, IReadOnlyList<ChartPoint> maximum, IReadOnlyList<ChartPoint> average) =>
    [
        Series.Step($"maximum, per {interval}", maximum) with { Style = LongestStyle },
        Series.Step("average", average) with { Style = MeanStyle },
    ];
}
