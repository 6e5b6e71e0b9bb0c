using System.Xml.Linq;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Document;
using NetComm.Reporting.Html;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Tests.Diagrams.Timeline;

public sealed class TimelineLayoutTests
{
    [Fact]
    public void Bytes_per_link_look_as_approved() =>
    Approved.Text("bytes-per-link.svg", BytesSection.Of(SampleTimelines.Links, SampleTimelines.Paths)!.Svg());

    [Fact]
    public void Bytes_per_link_on_a_telephone_look_as_approved() =>
        Approved.Text(
            "bytes-per-link-narrow.svg", BytesSection.Of(SampleTimelines.Links, SampleTimelines.Paths)!.Picture()!.Svg(ChartSize.Narrow));

    [Fact]
    public void Receivers_look_as_approved() => Approved.Text("receivers.svg", PictureOf(5).Svg());

    [Fact]
    public void A_bar_is_as_long_as_its_bytes_and_each_flow_has_its_share_of_it()
    {
        Picture picture = BytesSection.Of(SampleTimelines.Links, SampleTimelines.Paths)!.Picture()!;

        // The axis ends at 300 kB; a gap of one pixel parts what stands end to end. Samples of the legend are 25 wide.
        List<double> widths = ShapesOf<Rectangles>(picture).Select(part => part.Boxes.Single())
            .Select(box => Math.Round(box.Right - box.Left, 1)).Where(width => width != 25).Select(width => width + 1).ToList();

        Assert.Equal(5, widths.Count);
        Assert.Equal(2, widths[0] / widths[1], 2);
        Assert.Equal(widths[0], widths[4], 2);
    }

    [Fact]
    public void What_belongs_to_no_flow_is_other_traffic()
    {
        string withArp = BytesSection.Of(SampleTimelines.Links, SampleTimelines.Paths)!.Svg();
        string without = BytesSection.Of([SampleTimelines.Links[0]], SampleTimelines.Paths)!.Svg();

        Assert.Contains("other traffic", withArp, StringComparison.Ordinal);
        Assert.DoesNotContain("other traffic", without, StringComparison.Ordinal);
    }

    [Fact]
    public void What_each_flow_cost_is_told_in_figures()
    {
        var html = new MarkupWriter();

        HtmlTable.Write(html, BytesSection.Of(SampleTimelines.Links, SampleTimelines.Paths)!.Blocks.OfType<Table>().Single());

        Assert.Contains(
            "video</th><td class=\"short\">multicast, alice → film</td><td class=\"number\">2</td><td class=\"number\">250</td><td class=\"number\">250 " +
            "kB</td>", html.ToMarkup().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_directions_those_are_shown_that_carried_most()
    {
        IReadOnlyList<LinkReport> links =
            [.. Enumerable.Range(0, 100).Select(i => SampleTimelines.Links[0] with { From = $"h{i}", Bytes = i })];

        Section section = BytesSection.Of(links, [])!;

        Assert.Contains("Only the 40 that carried most are shown.", section.Picture()!.Caption, StringComparison.Ordinal);
        Assert.Contains(">h99 → r2 (core)</text>", section.Svg(), StringComparison.Ordinal);
        Assert.DoesNotContain(">h59 → r2 (core)</text>", section.Svg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_carried_there_is_no_chart() => Assert.Null(BytesSection.Of([SampleTimelines.Links[1]], []));

    [Fact]
    public void Of_very_many_receivers_the_nearest_and_the_farthest_are_shown()
    {
        Picture picture = ReceiverChart.Of(SampleTimelines.FlowTo(100), "flow-1-receivers", "charts/video-receivers.svg")!;

        int medians = ShapesOf<Markers>(picture).Count(markers => markers.Marker == Marker.LargeCircle);

        Assert.Equal(40, medians - 1);
        Assert.Contains(ShapesOf<Label>(picture), label => label.Shown == "59 more");
        Assert.Contains("the median ranges from 1.5 ms (tv-1) to 148.5 ms (tv-99)", picture.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receiver_that_got_nothing_says_so() => Assert.Contains("nothing arrived", PictureOf(3).Svg(), StringComparison.Ordinal);

    [Fact]
    public void One_receiver_is_compared_with_nobody() =>
    Assert.Null(ReceiverChart.Of(SampleTimelines.FlowTo(1), "flow-1-receivers", "charts/video-receivers.svg"));

    [Fact]
    public void The_same_figures_give_the_same_bytes() =>
        Assert.Equal(PictureOf(50).Svg(), PictureOf(50).Svg());

    [Fact]
    public void Text_from_a_scenario_never_becomes_markup()
    {
        LinkReport hostile = SampleTimelines.Links[0] with { Name = "<script>", From = "\" onload=\"x", To = "</text>" };

        string svg = BytesSection.Of([hostile], SampleTimelines.Paths)!.Svg();

        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
    }

    private static Picture PictureOf(int receivers) =>
        ReceiverChart.Of(SampleTimelines.FlowTo(receivers), "flow-1-receivers", "charts/video-receivers.svg")!;

    private static IEnumerable<T> ShapesOf<T>(Picture picture)
        where T : Shape => ((ILaidOut)picture.Content).LayOut(ChartSize.Wide).Shapes.OfType<T>();
}
