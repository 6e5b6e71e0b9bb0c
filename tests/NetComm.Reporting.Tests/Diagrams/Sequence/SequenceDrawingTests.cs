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
    private static readonly Dictionary<string, int> Paths =
        new() { ["talk"] = 0, ["announce"] = 1, ["call"] = 2, ["client"] = 3, ["server"] = 4 };

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
    public void Where_time_is_what_it_is_about_slopes_mean_time_and_gaps_without_packets_are_cut()
    {
        // 5 ms on the way, then 6 ms; between them a second in which nothing happens.
        MessageSequence sequence = Exchange(
            Go(0, 5), Go(1, 6), Go(1001, 1007), Go(1002, 1008), Go(1002.1, 1008.1), Go(1003, 1009)) with
        { IsAboutTime = true };

        var frame = new SequenceFrame(sequence, "Packets", 720);

        Assert.True(frame is { IsToScale: false, IsToScaleButGaps: true });
        double shorter = Height(frame, sequence.Hops[0]), longer = Height(frame, sequence.Hops[2]);
        Assert.Equal(6.0 / 5, longer / shorter, 2);
        Assert.Single(frame.Gaps);
        Assert.InRange(frame.Rows[^1], frame.FirstRow, 400);
    }

    [Fact]
    public void Names_too_long_for_one_line_stand_in_two()
    {
        MessageSequence.Party[] nodes = [.. Enumerable.Range(0, 8).Select(i => new MessageSequence.Party(i, $"sensor-hall-{i}", false))];
        var frame = new SequenceFrame(SampleSequences.All["exchange"] with { Nodes = nodes }, "Packets", 720);

        Assert.All(nodes, node => Assert.Equal(node.Name, frame.Shown(node)));
        Assert.True(frame.HeadTop(nodes[1]) - frame.HeadTop(nodes[0]) >= SequenceFrame.HeadHeight);
        Assert.All(nodes, node => Assert.InRange(frame.X(node.Index) + frame.HalfHeadOf(node), 0, 720));
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

    // Side by side on the plan, in two rows: a1 stands over a3, but what a1 sends goes to b1.
    [Fact]
    public void Life_lines_of_networks_that_are_not_connected_stand_one_network_after_the_other()
    {
        string[] names = ["a1", "a2", "a3", "b1", "b2", "b3"];
        var builder = new PlanBuilder();
        NetworkPlan plan = builder.Hosts(names).Link("a1", "b1").Link("a2", "b2").Link("a3", "b3").Path("call", "a1", "a1>b1").Plan;
        MessageSequence sequence =
            SampleSequences.All["losses"] with { Nodes = [.. names.Select((name, i) => new MessageSequence.Party(i, name, false))] };

        Section section = SequenceSection.Of(sequence, plan, new TopologyDrawing(plan));

        string svg = section.Svg();
        Assert.Equal(
            ["a1", "b1", "a2", "b2", "a3", "b3"],
            names.OrderBy(name => svg.IndexOf($">{name}</text>", StringComparison.Ordinal)));
        Assert.Contains(
            "from left to right, one separate part after the other.", section.Blocks.OfType<Picture>().Single().Caption,
            StringComparison.Ordinal);
    }

    private static Hop Go(double from, double to) =>
        new(0, 1, (long)(from * 10), "packet", "", TraceBuilder.Ms(from)) { End = TraceBuilder.Ms(to) };

    private static MessageSequence Exchange(params Hop[] hops) =>
        new([new(0, "alice", false), new(1, "bob", false)], hops, IsWhole: false, LeftOut: 0, HasLan: false);

    private static double Height(SequenceFrame frame, Hop hop) => frame.Ends(hop).To.Y - frame.Ends(hop).From.Y;

    private static string Draw(string name, ChartSize size) =>
        new SequenceDrawing(SampleSequences.All[name], Paths).Draw(ChartPlacement.File with { Size = size }).Text;

    [GeneratedRegex(@"d=""M[^""]*Z""")]
    private static partial Regex Head();

    [GeneratedRegex("m-5-5l10 10")]
    private static partial Regex Cross();
}
