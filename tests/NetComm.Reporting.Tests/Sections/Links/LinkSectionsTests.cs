using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Links;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Links;

public sealed class LinkSectionsTests
{
    [Fact]
    public void A_queue_looks_as_approved() =>
    Approved.Text("queue.svg", Svg(Queues(Link("core", "r1", "r2", 20))!, ChartSize.Wide));

    [Fact]
    public void A_queue_looks_as_approved_on_a_telephone() =>
    Approved.Text("queue-narrow.svg", Svg(Queues(Link("core", "r1", "r2", 20))!, ChartSize.Narrow));

    [Fact]
    public void Queueing_delay_looks_as_approved() =>
        Approved.Text("queue-delay.svg", Svg(Queues(Link("core", "r1", "r2", 20))!, ChartSize.Wide, chart: 1));

    [Fact]
    public void Both_ways_of_a_link_are_one_chart_which_looks_as_approved() =>
        Approved.Text(
            "utilisation.svg",
            Svg(Utilisation(Link("core", "r1", "r2", 20), Link("core", "r2", "r1", 20, burst: 3))!, ChartSize.Wide));

    [Fact]
    public void A_limit_far_above_is_told_and_not_drawn()
    {
        var chart = (Chart)PicturesOf(Queues(Link("core", "r1", "r2", 1000))!)[0].Content;

        Assert.Empty(chart.Lines);
        Assert.Contains("The limit of 1000 packets is far above.", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_links_a_dozen_are_shown_and_fifty_are_files()
    {
        Section section = Queues([.. Enumerable.Range(1, 60).Select(i => Link($"l{i}", $"h{i}", "r", 20))])!;

        List<Picture> pictures = PicturesOf(section);
        Assert.Equal((1 + 2 * 12, 1 + 2 * 50), (pictures.Count(picture => picture.IsShown), pictures.Count));
        Assert.Equal(
            pictures.Select(picture => picture.Path).Distinct(StringComparer.OrdinalIgnoreCase), pictures.Select(picture => picture.Path));
        Assert.StartsWith("This shows 12 of 60 directions", section.Blocks.OfType<Block.Paragraph>().Single().Text.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_hardly_anything_waited_the_chart_is_a_file_only()
    {
        List<Picture> pictures =
            PicturesOf(Queues(Link("core", "r1", "r2", 20), Link("edge", "r2", "bob", 20, burst: 2))!);

        Assert.Equal(
            [("charts/link-core-r1-r2-queues.svg", true), ("charts/link-core-r1-r2-queue-delay.svg", true),
                ("charts/link-edge-r2-bob-queues.svg", false), ("charts/link-edge-r2-bob-queue-delay.svg", false)],
            pictures.Select(picture => (picture.Path, picture.IsShown)));
    }

    [Fact]
    public void Where_waits_were_short_beside_those_elsewhere_their_chart_is_a_file_only()
    {
        List<Picture> pictures = PicturesOf(Queues(Link("core", "r1", "r2", 20), Link("fast", "r2", "bob", 20, takes: 1))!);

        Assert.Equal(
            [("charts/queue-delays.svg", true),
                ("charts/link-core-r1-r2-queues.svg", true), ("charts/link-core-r1-r2-queue-delay.svg", true),
                ("charts/link-fast-r2-bob-queues.svg", true), ("charts/link-fast-r2-bob-queue-delay.svg", false)],
            pictures.Select(picture => (picture.Path, picture.IsShown)));
    }

    [Fact]
    public void The_delays_of_two_queues_or_more_stand_side_by_side_in_the_order_of_the_scenario()
    {
        LinkReport hardlyUsed = Link("edge", "r2", "bob", 20, burst: 2);

        Section section = Queues(Link("slow", "a", "r", 20, burst: 6), Link("core", "r1", "r2", 20), hardlyUsed)!;

        var chart = (Chart)PicturesOf(section)[0].Content;
        Assert.Equal("Queues: average queueing delay over time", chart.Title);
        Assert.Equal(["a → r (slow)", "r1 → r2 (core)"], chart.Series.Select(series => series.Name));
        Assert.Equal(0.05, chart.Series[0].Data[0].Y, 9);          // 6 packets of 20 ms: 0 to 100 ms
    }

    // A switch's port lets packets wait for microseconds, and would be one more line on the axis.
    [Fact]
    public void A_queue_in_which_hardly_anything_waited_beside_another_does_not_stand_beside_it()
    {
        LinkReport port = Link("port", "b", "r", 20, burst: 4, takes: 1);

        Section section = Queues(Link("core", "r1", "r2", 20, takes: 40), Link("slow", "a", "r", 20), port)!;

        var chart = (Chart)PicturesOf(section)[0].Content;
        Assert.Equal(["r1 → r2 (core)", "a → r (slow)"], chart.Series.Select(series => series.Name));
    }

    [Fact]
    public void Of_many_queues_the_ten_that_dropped_or_held_most_stand_side_by_side()
    {
        LinkReport least = Link("least", "a", "r", 20, burst: 4);

        Section section = Queues([least, .. Enumerable.Range(1, 10).Select(i => Link($"l{i}", $"h{i}", "r", 20))])!;

        Picture picture = PicturesOf(section)[0];
        Assert.Equal(
            Enumerable.Range(1, 10).Select(i => $"h{i} → r (l{i})"), ((Chart)picture.Content).Series.Select(series => series.Name));
        Assert.EndsWith("Of 11 queues, the 10 that dropped or held most are shown.", picture.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_waited_or_took_time_there_are_no_sections()
    {
        LinkReport silent = Link("core", "r1", "r2", 20) with { Samples = null };

        Assert.Null(Queues(silent));
        Assert.Null(Utilisation(silent));
    }

    private static Section? Queues(params LinkReport[] links) =>
        QueuesSection.Of(links, SampleReport.Model.Context.AxisEnd, SampleReport.Model.Context.Marks);

    private static Section? Utilisation(params LinkReport[] links) =>
        UtilisationSection.Of(links, SampleReport.Model.Context.AxisEnd, SampleReport.Model.Context.Marks);

    private static List<Picture> PicturesOf(Section section) => [.. section.Blocks.OfType<Picture>()];

    private static string Svg(Section section, ChartSize size, int chart = 0) =>
        new ScottPlotRenderer().Render(PicturesOf(section)[chart].Content, ChartPlacement.File with { Size = size }).Text;

    /// <summary>
    /// Every second a burst of packets that take so many milliseconds each, every fifth second a larger one of which two find no room.
    /// </summary>
    private static LinkReport Link(string name, string from, string to, int limit, int burst = 8, int takes = 20)
    {
        var samples = new LinkSamples(SimTime.Zero + SimDuration.FromSeconds(12));
        int packet = 0;
        for (int second = 0; second < 12; second++)
        {
            SimTime now = SimTime.Zero + SimDuration.FromSeconds(second);
            int size = second % 5 == 4 && burst > 4 ? 20 : burst;
            for (int i = 1; i <= size; i++)
            {
                SimTime departure = now + (SimDuration.FromMilliseconds(takes) * i);
                samples.Enqueued(new Enqueued(TraceEvents.Enqueued(now, 0, ++packet, departure, 1000, 64)));
            }

            SimTime later = now + SimDuration.FromMilliseconds(1);
            for (int i = 0; i < 2 && size == 20; i++)
                samples.Dropped(new Dropped(TraceEvents.DroppedOn(later, 0, ++packet, DropReason.QueueFull, 1000)));
        }
        return new LinkReport(name, from, to, packet, packet * 1000, 0.2, 1, samples.Longest, []) { Samples = samples, QueueLimit = limit };
    }
}
