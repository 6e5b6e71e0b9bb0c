using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Tests.Sections.Faults;

/// <summary>How long outages lasted.</summary>
public sealed class OutageChartTests
{
    [Fact]
    public void Outages_are_counted_by_how_long_they_lasted()
    {
        // 1.1 − 1.0 is not 0.1 in a double; it counts as such.
        Chart chart = ChartOf(Outages(0.1, 0.1, 0.15, 0.2, 1.1))!;

        // Ten bins at the least: (1.1 s − 0.1 s) / 10 = 100 ms.
        Assert.Equal([new(0.1, 3), new(0.2, 1), new(1.1, 1)], chart.Series[0].Data);
        Assert.Equal([new VerticalMark(0.33, "mean: 330 ms")], chart.Marks);
    }

    [Fact]
    public void Few_outages_have_no_chart() => Assert.Null(OutageChart.Of(Outages(1, 2, 3, 4)));

    [Fact]
    public void Outages_that_all_lasted_as_long_have_no_chart() => Assert.Null(OutageChart.Of(Outages(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)));

    [Fact]
    public void An_outage_that_did_not_end_is_told_but_not_counted()
    {
        Chart chart = ChartOf([.. Outages(1, 2, 3, 4, 5), new Outage("core", 90, 100, IsEnded: false)])!;

        Assert.Equal(5, chart.Series[0].Data.Sum(bar => bar.Y));
        Assert.EndsWith("Left out: 1 that had not ended when the run did.", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void It_stands_under_the_timeline()
    {
        Section section = FaultsSection.Of([new TimelineRow.Spans("core", [])], Outages(1, 2, 3, 4, 5), 100)!;

        Assert.Equal(["charts/timeline.svg", "charts/outages.svg"], section.Blocks.OfType<Picture>().Select(picture => picture.Path));
    }

    [Fact]
    public void Outages_look_as_approved()
    {
        // A link that is down for 2 s most times, and once for 20 s.
        Chart chart = ChartOf(Outages(1.5, 1.8, 2, 2, 2, 2.1, 2.2, 2.6, 3, 20))!;

        Approved.Text("outages.svg", new ScottPlotRenderer().Render(chart, ChartPlacement.File).Text);
    }

    private static Chart? ChartOf(IReadOnlyList<Outage> outages) => OutageChart.Of(outages)?.Content as Chart;

    /// <summary>Of a link, one after the other, each beginning at a full ten seconds.</summary>
    private static Outage[] Outages(params double[] durations) =>
        [.. durations.Select((duration, i) => new Outage("core", (i * 10) + 1, (i * 10) + 1 + duration, IsEnded: true))];
}
