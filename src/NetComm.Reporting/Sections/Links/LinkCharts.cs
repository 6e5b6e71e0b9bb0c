using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Sections.Links;

/// <summary>The charts of a link or LAN port.</summary>
internal static class LinkCharts
{
    /// <summary>Style of what was dropped: vermilion, as what was lost in other charts.</summary>
    private const int DroppedStyle = 1;

    private const int MeanStyle = 0;
    private const int LongestStyle = 5;
    private const int BackStyle = 2;

    /// <summary>
    /// A limit so many times above the longest queue is told in words: as a line it would press the data onto the foot of the chart.
    /// </summary>
    private const int FarAbove = 5;

    /// <summary>From this share on the axis shows the whole of the link.</summary>
    private const double Busy = 0.25;

    /// <summary>How many packets waited.</summary>
    public static Chart Queue(LinkReport link, double axisEnd, IReadOnlyList<VerticalMark> marks)
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
            X = Time(axisEnd),
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

    /// <summary>How busy the directions of a link were: one, or both.</summary>
    public static Chart Utilisation(IReadOnlyList<LinkReport> directions, double axisEnd, IReadOnlyList<VerticalMark> marks)
    {
        string interval = Unit.Seconds.Format(directions[0].Samples!.BinWidth);
        List<Series> lines =
            directions
                .Select((direction, i) => Series.Step(
                $"{direction.From} → {direction.To}", direction.Samples!.Utilisation) with { Style = i == 0 ? MeanStyle : BackStyle })
                    .ToList();
        bool isBusy = lines.Exists(line => line.Data.Any(point => point.Y >= Busy));
        return new Chart
        {
            Title = $"{(directions.Count == 1 ? directions[0].Label : directions[0].BothLabel)}: utilisation over time",
            Description =
                $"Share of each {interval} in which {(directions.Count == 1 ? "the direction was" : "each direction was")} transmitting.",
            X = Time(axisEnd),
            Y = new Axis($"In transmission, per {interval}", Unit.Share) { From = 0, To = isBusy ? 1 : null },
            Series = lines,
            Marks = marks,
        };
    }

    private static Axis Time(double axisEnd) => new("Time", Unit.Seconds) { From = 0, To = axisEnd };
}
