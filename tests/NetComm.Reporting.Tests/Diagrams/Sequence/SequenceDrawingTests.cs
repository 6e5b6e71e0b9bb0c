using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Reporting.Tests.Diagrams.Topology;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Diagrams.Sequence;

public sealed partial class SequenceDrawingTests
{
    private static readonly string[] Paths = ["talk", "announce", "call", "client", "server"];

    public static TheoryData<string> Names { get; } = [.. SampleSequences.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_sequence_looks_as_approved(string name) => Approved.Text($"{name}.svg", Draw(name, ChartSize.Wide));

    [Fact]
    public void A_sequence_for_a_telephone_looks_as_approved() => Approved.Text("exchange-narrow.svg", Draw("exchange", ChartSize.Narrow));

    [Theory, MemberData(nameof(Names))]
    public void A_sequence_is_well_formed_names_itself_and_gives_the_same_bytes(string name)
    {
        string first = Draw(name, ChartSize.Wide);

        string second = Draw(name, ChartSize.Wide);

        Assert.Equal(first, second);
        Assert.Equal("chart-title chart-desc", XDocument.Parse(first).Root!.Attribute("aria-labelledby")!.Value);
        Assert.DoesNotContain("<script", first, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", first, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_hop_ends_in_an_arrow_or_a_cross_or_is_under_way(string name)
    {
        IReadOnlyList<Hop> hops = SampleSequences.All[name].Hops;

        string svg = Draw(name, ChartSize.Wide);

        Assert.Equal(hops.Count(hop => hop.Loss == DropReason.None && hop.End is not null), Head().Count(svg));
        Assert.Equal(hops.Count(hop => hop.Loss != DropReason.None), Cross().Count(svg));
    }

    [Theory, MemberData(nameof(Names))]
    public void Labels_never_touch_each_other(string name)
    {
        MessageSequence sequence = SampleSequences.All[name];

        List<HopLabel> labels = new SequenceFrame(sequence, "Packets", 720).Labels.OfType<HopLabel>().ToList();

        Assert.NotEmpty(labels);
        Assert.All(labels, label => Assert.Single(labels, other => other.Box.Touches(label.Box)));
    }

    [Fact]
    public void Time_is_to_scale_where_that_can_be_read_and_else_rows_are_equal()
    {
        var toScale = new SequenceFrame(SampleSequences.All["exchange"], "Packets", 720);
        var equal = new SequenceFrame(SampleSequences.All["lan"], "Packets", 720);

        Assert.True(toScale.IsToScale);
        Assert.Equal(toScale.Rows[1] - toScale.Rows[0], toScale.Rows[2] - toScale.Rows[1]);
        Assert.False(equal.IsToScale);
        Assert.True(equal.Rows.Zip(equal.Rows.Skip(1), (a, b) => b - a).All(gap => gap is >= 20 and <= 70));
    }

    [Fact]
    public void Instants_are_written_so_that_they_differ()
    {
        var frame = new SequenceFrame(SampleSequences.All["lan"], "Packets", 720);

        Assert.Equal("ms", frame.Unit.Symbol);
        Assert.Equal(frame.Times.Distinct(), frame.Times);
        Assert.Contains("5.0334", frame.Times);
    }

    [Fact]
    public void Life_lines_stand_as_the_nodes_on_the_plan_where_routers_took_part()
    {
        NetworkPlan plan = new PlanBuilder().Hosts("alice", "bob").Routers("r1").Link("alice", "r1").Link("r1", "bob")
            .Path("call", "alice", "alice>r1").Plan;
        MessageSequence sequence =
            SampleSequences.All["losses"] with { Nodes = [new(0, "alice", false), new(1, "bob", false), new(2, "r1", true)] };

        Section section = SequenceSection.Of(sequence, plan, new TopologyDrawing(plan));

        string svg = section.Svg();
        Assert.True(svg.IndexOf(">alice</text>", StringComparison.Ordinal) < svg.IndexOf(">r1</text>", StringComparison.Ordinal));
        Assert.True(svg.IndexOf(">r1</text>", StringComparison.Ordinal) < svg.IndexOf(">bob</text>", StringComparison.Ordinal));
    }

    private static string Draw(string name, ChartSize size) =>
        new SequenceDrawing(SampleSequences.All[name], Paths).Draw(ChartPlacement.File with { Size = size }).Text;

    [GeneratedRegex(@"d=""M[^""]*Z""")]
    private static partial Regex Head();

    [GeneratedRegex("m-5-5l10 10")]
    private static partial Regex Cross();
}
