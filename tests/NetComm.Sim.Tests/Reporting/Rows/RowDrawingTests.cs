using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetComm.Sim.Reporting;
using NetComm.Sim.Reporting.Charts;
using NetComm.Sim.Reporting.Rows;
using NetComm.Sim.Tests.Approval;

namespace NetComm.Sim.Tests.Reporting.Rows;

public sealed partial class RowDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Bytes_per_link_look_as_approved() => Approved.Text("bytes-per-link.svg", BytesSection.Of(SampleRows.Links, SampleRows.Trails)!.Drawing!.Draw(ChartPlacement.File).Text);

    [Fact]
    public void Bytes_per_link_on_a_telephone_look_as_approved() =>
        Approved.Text("bytes-per-link-narrow.svg", BytesSection.Of(SampleRows.Links, SampleRows.Trails)!.Drawing!.Draw(ChartPlacement.File with { Size = ChartSize.Narrow }).Text);

    [Fact]
    public void Receivers_look_as_approved() => Approved.Text("receivers.svg", DrawingOf(5).Draw(ChartPlacement.File).Text);

    [Fact]
    public void A_bar_is_as_long_as_its_bytes_and_each_flow_has_its_share_of_it()
    {
        var svg = XDocument.Parse(BytesSection.Of(SampleRows.Links, SampleRows.Trails)!.Drawing!.Draw(ChartPlacement.File).Text).Root!;

        // The axis ends at 300 kB; a gap of one pixel parts what stands end to end.
        var widths = svg.Elements(Svg + "rect").Skip(1).Where(rect => rect.Attribute("width")!.Value != "25").Select(rect => double.Parse(rect.Attribute("width")!.Value) + 1).ToList();
        Assert.Equal(5, widths.Count);
        Assert.Equal(2, widths[0] / widths[1], 2);
        Assert.Equal(widths[0], widths[4], 2);
    }

    [Fact]
    public void What_belongs_to_no_flow_is_other_traffic()
    {
        var withArp = BytesSection.Of(SampleRows.Links, SampleRows.Trails)!.Drawing!.Draw(ChartPlacement.File).Text;
        var without = BytesSection.Of([SampleRows.Links[0]], SampleRows.Trails)!.Drawing!.Draw(ChartPlacement.File).Text;

        Assert.Contains("other traffic", withArp, StringComparison.Ordinal);
        Assert.DoesNotContain("other traffic", without, StringComparison.Ordinal);
    }

    [Fact]
    public void What_each_flow_cost_is_told_in_figures()
    {
        var html = new MarkupWriter();

        BytesSection.Of(SampleRows.Links, SampleRows.Trails)!.Table!.WriteTo(html);

        Assert.Contains("video</th><td>multicast, alice → film</td><td class=\"number\">2</td><td class=\"number\">250</td><td class=\"number\">250 kB</td>", html.ToMarkup().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_directions_those_are_shown_that_carried_most()
    {
        IReadOnlyList<LinkReport> links = [.. Enumerable.Range(0, 100).Select(i => SampleRows.Links[0] with { From = $"h{i}", Bytes = i })];

        var section = BytesSection.Of(links, [])!;

        Assert.Contains("Shown are the 40 that carried most.", section.Caption, StringComparison.Ordinal);
        Assert.Contains(">h99 → r2 (core)</text>", section.Drawing!.Draw(ChartPlacement.File).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(">h59 → r2 (core)</text>", section.Drawing.Draw(ChartPlacement.File).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_carried_there_is_no_chart() => Assert.Null(BytesSection.Of([SampleRows.Links[1]], []));

    [Fact]
    public void Of_very_many_receivers_the_nearest_and_the_farthest_are_shown()
    {
        var picture = ReceiverPictures.Of(SampleRows.FlowTo(100), "charts/video-receivers.svg")!;

        var svg = picture.Drawing.Draw(ChartPlacement.File).Text;

        Assert.Equal(40, Median().Count(svg) - 1);
        Assert.Contains("59 more between", svg, StringComparison.Ordinal);
        Assert.Contains("the median is 1.5 ms to tv-1, and 148.5 ms to tv-99", picture.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receiver_that_got_nothing_says_so() => Assert.Contains("nothing arrived", DrawingOf(3).Draw(ChartPlacement.File).Text, StringComparison.Ordinal);

    [Fact]
    public void One_receiver_is_compared_with_nobody() => Assert.Null(ReceiverPictures.Of(SampleRows.FlowTo(1), "charts/video-receivers.svg"));

    [Fact]
    public void The_same_figures_give_the_same_bytes() =>
        Assert.Equal(DrawingOf(50).Draw(ChartPlacement.File).Text, DrawingOf(50).Draw(ChartPlacement.File).Text);

    [Fact]
    public void Text_from_a_scenario_never_becomes_markup()
    {
        var hostile = SampleRows.Links[0] with { Name = "<script>", From = "\" onload=\"x", To = "</text>" };

        var svg = BytesSection.Of([hostile], SampleRows.Trails)!.Drawing!.Draw(ChartPlacement.File).Text;

        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
    }

    private static IDrawing DrawingOf(int receivers) => ReceiverPictures.Of(SampleRows.FlowTo(receivers), "charts/video-receivers.svg")!.Drawing;

    [GeneratedRegex("<circle ")]
    private static partial Regex Median();
}
