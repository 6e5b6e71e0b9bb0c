using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Xunit;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Topology;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Tests.Diagrams.Topology;

public sealed partial class TopologyDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names { get; } = [.. SamplePlans.All.Keys];

    [Theory, InlineData("two-hosts"), InlineData("four-casts"), InlineData("many-alike"), InlineData("tree"), InlineData("parallel-links"),
        InlineData("asymmetric"), InlineData("hostile")]
    public void A_network_looks_as_approved(string name)
    {
        var drawing = new TopologyDrawing(SamplePlans.All[name]);

        Markup svg = drawing.Draw(ChartPlacement.File);

        Approved.Text($"{name}.svg", svg.Text);
    }

    [Theory, InlineData("four-casts"), InlineData("lossy"), InlineData("two-lossy")]
    public void A_network_for_a_telephone_looks_as_approved(string name)
    {
        var drawing = new TopologyDrawing(SamplePlans.All[name]);

        Markup svg = drawing.Draw(ChartPlacement.File with { Size = ChartSize.Narrow });

        Approved.Text($"{name}-narrow.svg", svg.Text);
    }

    [Theory, InlineData("asymmetric"), InlineData("lossy"), InlineData("two-lossy")]
    public void Nothing_that_is_said_of_a_link_is_cut_on_a_telephone(string name)
    {
        NetworkPlan plan = SamplePlans.All[name];

        PlanFrame frame = FrameOf(plan, ChartSize.Narrow);

        string said = string.Join(' ', frame.Labels.SelectMany(label => label.Text).Concat(frame.Key)).Replace('\u00A0', ' ');
        Assert.All(plan.Media.SelectMany(medium => medium.Label), line => Assert.Contains(line, said, StringComparison.Ordinal));
        Assert.All(frame.Key, line => Assert.InRange(TextMetrics.Width(line, PlanFrame.TextSize), 0, frame.Width));
    }

    [Theory, InlineData("alice"), InlineData("bob"), InlineData("r1")]
    public void A_chain_stands_in_a_row(string sender)
    {
        var plan = PlanGraph.Of(new PlanBuilder().Hosts("alice", "bob").Routers("r1", "r2").Link("alice", "r1").Link("r1", "r2")
            .Link("r2", "bob").Path("call", sender).Plan);
        double X(int node) => plan.Places[plan.VertexOf(node)].X;

        Assert.Single(plan.Places.Select(place => place.Y).Distinct());
        Assert.Equal(sender == "bob" ? [1, 3, 2, 0] : [0, 2, 3, 1], Enumerable.Range(0, 4).OrderBy(X));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_network_is_well_formed_names_itself_and_gives_the_same_bytes(string name)
    {
        string first = new TopologyDrawing(SamplePlans.All[name]).Draw(ChartPlacement.File).Text;

        string second = new TopologyDrawing(SamplePlans.All[name]).Draw(ChartPlacement.File).Text;

        Assert.Equal(first, second);
        Assert.Equal("chart-title chart-desc", XDocument.Parse(first).Root!.Attribute("aria-labelledby")!.Value);
        Assert.DoesNotContain("<script", first, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", first, StringComparison.Ordinal);
    }

    [Property(MaxTest = 60)]
    public void Symbols_never_overlap_and_stay_on_the_paper(byte routers, byte extra, byte hosts, byte lans, long seed, bool isNarrow)
    {
        NetworkPlan plan = SamplePlans.Random(1 + (routers % 14), extra % 8, hosts % 45, lans % 4, seed);

        PlanFrame frame = FrameOf(plan, isNarrow ? ChartSize.Narrow : ChartSize.Wide);

        for (int i = 0; i < frame.Boxes.Count; i++)
        {
            Assert.InRange(frame.Boxes[i].Left, 0, frame.Width - frame.Boxes[i].Width);
            Assert.InRange(frame.Boxes[i].Top, frame.Top, frame.Height - frame.Boxes[i].Height);
            for (int j = 0; j < i; j++) Assert.False(frame.Boxes[i].Touches(frame.Boxes[j], 4, 4), $"{i} and {j} overlap");
        }
    }

    [Property(MaxTest = 40)]
    public void What_stands_beside_a_line_covers_no_symbol_and_no_other_label(byte routers, byte extra, byte hosts, long seed)
    {
        NetworkPlan plan = SamplePlans.Random(1 + (routers % 14), extra % 8, hosts % 30, 1, seed);

        PlanFrame frame = FrameOf(plan, ChartSize.Wide);

        List<Box> labels = frame.Labels.Select(label => label.Box).ToList();
        Assert.All(labels, label => Assert.DoesNotContain(frame.Boxes, box => box.Touches(label)));
        Assert.All(labels, label => Assert.Single(labels, other => other.Touches(label)));
    }

    [Fact]
    public void What_finds_no_room_beside_its_line_is_a_letter_and_stands_under_the_plan()
    {
        PlanBuilder builder = new PlanBuilder().Routers([.. Enumerable.Range(0, 9).Select(i => $"r{i}")]);
        for (int a = 0; a < 9; a++)
            for (int b = a + 1; b < 9; b++) builder.Link($"r{a}", $"r{b}", label: [$"{a}{b} Mbps, 5 ms"]);

        PlanFrame frame = FrameOf(builder.Plan, ChartSize.Narrow);

        IEnumerable<string> beside = frame.Labels.Where(label => label.Text[0].Length > 1).Select(label => string.Join(", ", label.Text));
        List<string> letters = frame.Labels.Where(label => label.Text[0].Length == 1).Select(label => label.Text[0]).ToList();
        Assert.NotEmpty(letters);
        Assert.All(letters, letter => Assert.Contains(frame.Key, line => line.Contains($"{letter}:", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            beside, text => frame.Key.Any(line => line.Contains(PlanFrame.BrokenAtCommas(text), StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_way_that_packets_took_is_coloured_and_no_other(string name)
    {
        NetworkPlan plan = SamplePlans.All[name];

        string svg = new TopologyDrawing(plan).Draw(ChartPlacement.File).Text;

        // A coloured line per flow in the legend, and per line of the plan that carried its packets; an arrow per way.
        var graph = PlanGraph.Of(plan);
        List<PlanEdge.Use> used = graph.Edges.SelectMany(edge => edge.Uses).ToList();
        Assert.Equal(plan.Paths.Count + used.Count, ColouredLine().Count(svg));
        Assert.Equal(plan.Paths.Count + used.Count(use => use.Forward) + used.Count(use => use.Backward),
            Arrow().Matches(svg).Sum(m => m.Groups[1].Value.Count(c => c == 'Z')));
        Assert.All(plan.Paths.Select((path, i) => (path, i)), pair => Assert.True(used.Exists(use => use.Path == pair.i)));
    }

    [Fact]
    public void A_flow_is_told_in_words_too()
    {
        XElement svg = XDocument.Parse(new TopologyDrawing(SamplePlans.All["four-casts"]).Draw(ChartPlacement.File).Text).Root!;

        string description = svg.Element(Svg + "desc")!.Value;

        Assert.Contains(
            "news (from alice) went alice → office, office → bob, office → carol, office → r1.", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_that_are_all_alike_are_one_symbol_and_those_that_a_flow_reaches_another()
    {
        var graph = PlanGraph.Of(SamplePlans.All["many-alike"]);

        List<PlanVertex> groups = graph.Vertices.Where(vertex => vertex.Kind == VertexKind.Hosts).ToList();

        Assert.Equal([("sensor-1 … 20", "10 of these"), ("sensor-5 … 14", "10 hosts")], groups.Select(group => (group.Name, group.Under)));
        Assert.Equal(5, graph.Vertices.Count);
    }

    [Theory, InlineData(4, 1), InlineData(9, 2), InlineData(15, 3), InlineData(15, 4), InlineData(30, 5)]
    public void A_further_host_hardly_moves_routers_that_connect_others(int hosts, long seed)
    {
        NetworkPlan plan = SamplePlans.Random(8, 2, hosts, 1, seed);

        Dictionary<string, Place> before = PlacesOf(plan);
        Dictionary<string, Place> after = PlacesOf(Extended(plan));

        List<string> routers = plan.Directions.Where(d => d.FromNode?.Index >= hosts).GroupBy(d => d.From)
            .Where(ways => ways.Select(d => d.To).Distinct().Count() > 1).Select(ways => ways.Key).ToList();
        Assert.NotEmpty(routers);
        Assert.All(routers, name => Assert.InRange((after[name] - after["r0"] - (before[name] - before["r0"])).Length, 0, 0.2));
    }

    [Fact]
    public void A_chain_is_a_straight_line()
    {
        PlanBuilder builder = new PlanBuilder().Hosts("alice", "bob").Routers("r1", "r2", "r3");
        NetworkPlan plan = builder.Link("alice", "r1").Link("r1", "r2").Link("r2", "r3").Link("r3", "bob").Plan;

        PlanFrame frame = FrameOf(plan, ChartSize.Wide);

        Assert.Single(frame.Boxes.Select(box => box.Middle.Y).Distinct());
        Assert.Equal([0, 2, 3, 4, 1], Enumerable.Range(0, 5).OrderBy(i => frame.Boxes[i].Middle.X));
    }

    [Fact]
    public void A_network_too_large_to_read_is_not_drawn()
    {
        NetworkPlan plan = SamplePlans.Random(230, 0, 0, 0, seed: 1);

        Section section = TopologySection.Of(plan, new TopologyDrawing(plan))!;

        Block.Paragraph instead = Assert.IsType<Block.Paragraph>(Assert.Single(section.Blocks));
        Assert.Contains("230 hosts and routers", instead.Text.PlainText, StringComparison.Ordinal);
    }

    private static PlanFrame FrameOf(NetworkPlan plan, ChartSize size) => new(plan, PlanGraph.Of(plan), "The network", size.Width);

    private static Dictionary<string, Place> PlacesOf(NetworkPlan plan)
    {
        var graph = PlanGraph.Of(plan);
        return PlanLayout.Of(graph).Places.Select((place, i) => (place, graph.Vertices[i].Name))
            .ToDictionary(pair => pair.Name, pair => pair.place);
    }

    /// <summary>The same network with one more host on the router with the most links, at the end of the list of hosts.</summary>
    private static NetworkPlan Extended(NetworkPlan plan)
    {
        int hosts = plan.Nodes.Count(node => node.Kind == NodeKind.Host);
        int Moved(int node) => node >= hosts ? node + 1 : node;
        NodeId? MovedId(NodeId? node) => node is { } known ? new NodeId(Moved(known.Index)) : null;
        int links = plan.Media.Count(medium => !medium.IsLan);
        int hub =
            Moved(plan.Directions.Where(d => d.FromNode?.Index >= hosts && d.ToNode?.Index >= hosts).GroupBy(d => d.FromNode!.Value.Index)
                .MaxBy(group => group.Count())!.Key);
        IEnumerable<Direction> directions = plan.Directions.Where(d => d.Medium < links)
            .Append(new(0, links, "", "newcomer", "hub", new(hosts), new(hub), false))
            .Append(new(0, links, "", "hub", "newcomer", new(hub), new(hosts), false))
            .Concat(plan.Directions.Where(d => d.Medium >= links).Select(d => d with { Medium = d.Medium + 1 }));
        return plan with
        {
            Nodes = [.. plan.Nodes.Take(hosts), new PlanNode("newcomer", NodeKind.Host), .. plan.Nodes.Skip(hosts)],
            Media = [.. plan.Media.Take(links), new PlanMedium("new", false, []), .. plan.Media.Skip(links)],
            Directions = [.. directions.Select((d, i) => d.Medium == links
                ? d with { Index = i }
                : d with { Index = i, FromNode = MovedId(d.FromNode), ToNode = MovedId(d.ToNode) })],
        };
    }

    [GeneratedRegex(@"<path class=""nc-s\d""")]
    private static partial Regex ColouredLine();

    [GeneratedRegex(@"<path class=""nc-f\d"" fill=""[^""]*"" d=""([^""]*)""")]
    private static partial Regex Arrow();
}
