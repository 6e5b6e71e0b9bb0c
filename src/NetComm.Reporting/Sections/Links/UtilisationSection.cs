using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Sections.Links;

internal sealed class UtilisationSection(LinkReports links) : ReportSection
{
    /// <summary>Where a link was never busy for a larger share of an interval, a picture shows little.</summary>
    private const double HardlyBusy = 0.1;

    /// <summary>From this share on the axis shows the whole of the link.</summary>
    private const double Busy = 0.25;

    private const int ThereStyle = 0;
    private const int BackStyle = 2;

    public override IReadOnlyList<ITraceFold> Folds => links.Folds;

    public override Section? Build(ReportContext context) => Of(links.All, context.AxisEnd, context.Marks);

    internal static Section? Of(IReadOnlyList<LinkReport> links, double axisEnd, FaultMarks marks)
    {
        List<List<LinkReport>> pairs = links.Where(link => link.Samples is { TakesTime: true }).GroupBy(link => link.Both)
            .Select(pair => pair.ToList()).ToList();
        if (pairs.Count == 0) return null;
        return RankedCharts.Of("Link utilisation", "links and LAN ports that carried packets",
            $"the busiest, at most {RankedCharts.MostShown}, with a utilisation above {Unit.Share.Format(HardlyBusy)} in some interval",
            [.. pairs.OrderByDescending(pair => pair.Max(link => link.Utilisation))
                .Select(pair => (pair[0], ChartsOf(pair, axisEnd, marks)))]);
    }

    private static bool IsBusy(LinkReport link) => link.Samples!.Utilisation.Any(point => point.Y > HardlyBusy);

    private static IReadOnlyList<LinkChart> ChartsOf(List<LinkReport> directions, double axisEnd, FaultMarks marks)
    {
        string interval = Unit.Seconds.Format(directions[0].Samples!.BinWidth);
        Series[] lines =
        [
            .. directions.Select((direction, i) => Series.Step($"{direction.From} → {direction.To}", direction.Samples!.Utilisation) with
            {
                Style = i == 0 ? ThereStyle : BackStyle,
            }),
        ];
        bool isBusy = lines.Any(line => line.Data.Any(point => point.Y >= Busy));
        bool isOneWay = directions.Count == 1;
        var chart = new Chart
        {
            Title = $"{(isOneWay ? directions[0].Label : directions[0].BothLabel)}: utilisation over time",
            Description = $"Share of each {interval} in which {(isOneWay ? "the direction was" : "each direction was")} transmitting.",
            X = new Axis("Time", Unit.Seconds) { From = 0, To = axisEnd },
            Y = new Axis($"Utilisation, per {interval}", Unit.Share) { From = 0, To = isBusy ? 1 : null },
            Series = lines,
        };
        return [new("utilisation", marks.On(chart), directions.Exists(IsBusy))];
    }
}
