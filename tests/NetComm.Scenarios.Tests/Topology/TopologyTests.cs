using System.Text;

namespace NetComm.Scenarios.Tests.Topology;

public sealed class TopologyTests
{
    /// <summary>The links of each rule, counted by hand.</summary>
    [Theory]
    [InlineData("kind: line, routers: 4, hosts: 0", 4, 0, 3)]
    [InlineData("kind: ring, routers: 4, hosts: 0", 4, 0, 4)]
    [InlineData("kind: full-mesh, routers: 5, hosts: 0", 5, 0, 10)]
    [InlineData("kind: grid, rows: 3, columns: 4, hosts: 0", 12, 0, 17)] // 3 × 3 to the right, 2 × 4 down
    [InlineData("kind: star", 1, 1, 1)]
    [InlineData("kind: star, hosts: 5", 1, 5, 5)]
    [InlineData("kind: tree, depth: 2, fanout: 3", 13, 9, 21)] // 1 + 3 + 9 routers, 12 links, 9 leaves
    [InlineData("kind: fat-tree, k: 4", 20, 16, 48)] // core 16, pods 16, hosts 16
    [InlineData("kind: fat-tree, k: 4, hosts: 50", 20, 50, 82)]
    [InlineData("kind: random, routers: 20, degree: 4, hosts: 0", 20, 0, 40)]
    [InlineData("kind: random, routers: 3, hosts: 0", 3, 0, 3)] // the default, 3, is more than a full mesh has
    public void Each_rule_builds_its_routers_hosts_and_links(string rule, int routers, int hosts, int links)
    {
        Scenario scenario = Built(rule);

        Assert.Equal(
            (routers, hosts, links),
            (scenario.Nodes.Count(node => node.Kind == NodeKind.Router), scenario.Nodes.Count(node => node.Kind == NodeKind.Host),
                scenario.Links.Count));
    }

    [Theory]
    [InlineData("kind: line, routers: 3, hosts: 0", "r1--r2 r2--r3")]
    [InlineData("kind: ring, routers: 3, hosts: 0", "r1--r2 r2--r3 r1--r3")]
    [InlineData("kind: grid, rows: 2, columns: 2, hosts: 0", "r1--r2 r1--r3 r2--r4 r3--r4")]
    [InlineData("kind: line, routers: 2, hosts: 3", "r1--r2 h1--r1 h2--r2 h3--r1")]
    [InlineData("kind: tree, depth: 1, fanout: 2", "r1--r2 r1--r3 h1--r2 h2--r3")]
    [InlineData(
        "kind: fat-tree, k: 2", // one core, two pods of an aggregation and an edge router
        "r1--r2 r1--r3 r2--r4 r3--r5 h1--r4 h2--r5")]
    public void Links_go_by_the_order_of_routers_and_hosts_are_dealt_in_turn(string rule, string links) =>
        Assert.Equal(links, string.Join(' ', Built(rule).Links.Select(link => link.Name)));

    [Fact]
    public void A_fat_tree_joins_each_core_to_every_pod()
    {
        Scenario scenario = Built("kind: fat-tree, k: 4");

        // Cores r1 to r4; aggregation r5 to r12, two a pod; edge r13 to r20.
        Assert.Equal(["r1--r5", "r1--r7", "r1--r9", "r1--r11"], scenario.Links.Take(4).Select(link => link.Name));
        Assert.Equal(["r4--r6", "r4--r8", "r4--r10", "r4--r12"], scenario.Links.Skip(12).Take(4).Select(link => link.Name));
        Assert.Equal(["r5--r13", "r5--r14", "r6--r13", "r6--r14"], scenario.Links.Skip(16).Take(4).Select(link => link.Name));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2.5)]
    [InlineData(9)]
    public void A_random_graph_is_connected_and_has_the_mean_degree(double degree)
    {
        Scenario scenario = Built(FormattableString.Invariant($"kind: random, routers: 12, degree: {degree}, hosts: 0"));

        Assert.Equal(12 * degree / 2, scenario.Links.Count);
        Assert.Equal(scenario.Links.Count, scenario.Links.Select(link => link.Name).Distinct().Count());
        Assert.Equal(12, Reached(scenario));
    }

    [Fact]
    public void A_random_graph_goes_by_the_seed()
    {
        string[] Links(int seed) =>
            [.. ScenarioText.OfNetworkWith("topology: { kind: random, routers: 30 }", $"seed={seed}").Links.Select(link => link.Name)];

        Assert.Equal(Links(1), Links(1));
        Assert.NotEqual(Links(1), Links(2));
    }

    [Fact]
    public void Each_replication_of_a_sweep_draws_the_network_of_its_seed()
    {
        const string Text = "scenario: A network\nduration: 1 s\ntopology: { kind: random, routers: 30 }\nhosts: [a, b]\n"
            + "links: [ { name: net, between: [a, b] } ]\n";
        string[] Links(Scenario scenario) => [.. scenario.Links.Select(link => link.Name)];

        const string Varied = "sweep: { vary: { links.net.loss: [0 %, 1 %] }, replications: 2, measure: [ net.utilisation ] }";
        Sweep sweep = SweepReader.Parse(Text + Varied, "test.yaml");

        Scenario second = sweep.ScenarioOf(point: 1, replication: 2);
        Assert.Equal(Links(ScenarioText.Of(Text, "seed=2")), Links(second));
        Assert.Equal(Links(ScenarioText.Of(Text)), Links(sweep.ScenarioOf(point: 1, replication: 1)));
        Assert.Equal(2, second.Seed);
    }

    [Fact]
    public void Link_keys_hold_for_all_links_and_those_of_access_come_first_for_hosts()
    {
        Scenario scenario = Built(
            "kind: line, routers: 2, hosts: 1, rate: 1 Gbps, delay: 2 ms, forward: { loss: 1 % }, cost: 3, "
                + "access: { rate: 100 Mbps, backward: { delay: 5 ms } }");
        var core = (Link)scenario.Links[0];
        var access = (Link)scenario.Links[1];

        Assert.Equal(("1 Gbps", "2 ms", 3), ($"{core.Forward.Rate}", $"{core.Forward.Delay}", core.Cost));
        Assert.Equal(
            ("100 Mbps", "2 ms", "5 ms", 3),
            ($"{access.Forward.Rate}", $"{access.Forward.Delay}", $"{access.Backward.Delay}", access.Cost));
        Assert.NotEqual(LossModel.None, access.Forward.Loss);
        Assert.Equal(LossModel.None, access.Backward.Loss);
    }

    [Fact]
    public void Written_hosts_and_links_stand_beside_built_ones_and_networks_go_by_the_order_of_the_file()
    {
        const string Network = """
            hosts: { server: {} }
            LINKS
            topology: { kind: line, routers: 2 }
            """;
        Scenario before = ScenarioText.OfNetwork(Network.Replace("LINKS", "links: [ { between: [server, r1] }, { between: [r1, r2] } ]"));
        Scenario behind = ScenarioText.OfNetwork(Network.Replace("LINKS", "") + "\nlinks: [ { between: [server, r1] } ]");

        Assert.Equal(["server--r1", "r1--r2-2", "r1--r2", "h1--r1", "h2--r2"], before.Links.Select(link => link.Name));
        Assert.Equal("10.0.0.1", $"{before.FindNode("server")!.Address}");
        Assert.Equal(["r1--r2", "h1--r1", "h2--r2", "server--r1"], behind.Links.Select(link => link.Name));
        Assert.Equal(["server", "h1", "h2", "r1", "r2"], behind.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_pattern_names_built_hosts_by_their_numbers()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { home: {} }
            topology: { kind: star, hosts: 11 }
            lans: { office: { members: [home, r*] } }
            groups: { video: { members: [h1*] } }
            flows:
              - { name: call, from: h*, to: home, traffic: { kind: constant, interval: 1 s, size: 1 B }, count: 1 }
              - { name: back, from: h1*, to: h10, traffic: { kind: constant, interval: 1 s, size: 1 B }, count: 1 }
            """);

        string Name(int node) => scenario.Nodes[node].Name;
        Assert.Equal(["h1", "h10", "h11"], scenario.Groups[0].Members.Select(Name));
        Assert.Equal(
            ["call-1 h1", "call-2 h2", "call-3 h3"], scenario.Flows.Take(3).Select(flow => $"{flow.Name} {Name(flow.From)}"));
        Assert.Equal(["call-11 h11", "back-1 h1", "back-3 h11"], scenario.Flows.Skip(10).Select(flow => $"{flow.Name} {Name(flow.From)}"));
        Assert.All(scenario.Flows.Take(11), flow => Assert.Equal("call", flow.Pool));
        Assert.Equal(13, scenario.Flows.Select(flow => flow.Port).Distinct().Count());
    }

    [Fact]
    public void A_counted_host_gives_a_flow_a_program_and_an_app_each()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { sensor: { count: 2 }, sink: {} }
            lans: { office: { members: [sensor, sink] } }
            flows: [ { name: call, from: sensor, to: sink, traffic: { kind: constant, interval: 1 s, size: 1 B } } ]
            programs: [ { name: talk, host: sensor, steps: [ { print: hello } ] } ]
            apps: [ { name: get, kind: http-client, host: sensor, url: "http://sink/" } ]
            expect: [ call.received == 2, talk.completed, 'get.status == 200' ]
            """);

        Assert.Equal(["call-1", "call-2"], scenario.Flows.Select(flow => flow.Name));
        Assert.Equal(["talk-1", "talk-2"], scenario.Programs.Select(program => program.Name));
        Assert.Equal(["get-1", "get-2"], scenario.Apps.Select(app => app.Name));
        Assert.Equal([0, 1], scenario.Flows.Select(flow => flow.Order));
        Assert.Equal([2, 3, 4, 5], scenario.Programs.Select(one => one.Order).Concat(scenario.Apps.Select(app => app.Order)));
        Assert.Equal(["call", "talk", "get"], scenario.Expectations.Select(expected => expected.Name));
    }

    [Theory]
    [InlineData("topology: { routers: 3 }", "topology needs 'kind'")]
    [InlineData("topology: { kind: ring, routers: 2 }", "routers must be a whole number from 3 to 100000, but was '2'")]
    [InlineData("topology: { kind: star, k: 4 }", "topology of kind 'star' takes no 'k'")]
    [InlineData(
        "topology: { kind: fat-tree, k: 5 }",
        "topology: 'k' must be even, as half of a router's ports lead up and half down, but was '5'")]
    [InlineData("topology: { kind: fattree, k: 4 }", "unknown topology kind 'fattree'")]
    [InlineData(
        "topology: { kind: random, routers: 10, degree: 1 }",
        "topology: the mean degree of a connected graph of 10 routers is from 1.8 (a tree) to 9 (a full mesh), but was '1'")]
    [InlineData(
        "topology: { kind: full-mesh, routers: 2000 }",
        "topology: it has at most 500000 routers and 1000000 links between them, but here are 2000 and 1999000")]
    [InlineData(
        "topology: { kind: tree, depth: 30, fanout: 10 }",
        "topology: it has at most 500000 routers and 1000000 links between them")]
    [InlineData("hosts: { h1: {} }\ntopology: { kind: star }", "host 'h1': the name is taken by a host that 'topology' builds")]
    [InlineData("topology: { kind: star }\ngroups: { r1: {} }", "group 'r1': the name is taken by a router that 'topology' builds")]
    [InlineData(
        "topology: { kind: star, hosts: 3 }\nflows: [ { name: call, from: h1, to: h*, traffic: { kind: ping }, count: 1 } ]",
        "flow 'call': 'to' must be one of them: 'h*' stands for h1 … h3")]
    [InlineData(
        "topology: { kind: star, hosts: 3 }\ngroups: { video: { members: [r*] } }",
        "group 'video': a member must be a host, but 'topology' builds none whose name fits 'r*'")]
    [InlineData("topology: { file: nowhere.graphml }", "topology: 'nowhere.graphml': there is no such file")]
    public void Mistakes_are_told(string text, string expected)
    {
        string[] problems = ScenarioText.Problems("scenario: A network\nduration: 1 s\n" + text);

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pattern_for_the_copies_of_a_host_is_told_its_name()
    {
        Problem problem = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioText.Of(
            "scenario: A network\nduration: 1 s\nhosts: { pc: { count: 3 }, pb: {} }\nlans: { lab: { members: [pc, pb] } }\n"
                + "groups: { all: { members: [pc-*] } }")).Problems);

        Assert.Equal("pc", problem.Suggestion);
    }

    [Fact]
    public void A_map_of_the_Topology_Zoo_gives_routers_with_a_host_each()
    {
        Scenario scenario = ScenarioReader.Parse(
            "scenario: A campus\nduration: 1 s\ntopology: { file: campus.graphml, rate: 100 Mbps }", Samples.PathOf("Topology", "any"));

        Assert.Equal(
            ["h1", "h2", "h3", "h4", "New-York--NY", "K-ln", "K-ln-2", "3"], scenario.Nodes.Select(node => node.Name));
        Assert.Equal(
            ["New-York--NY--K-ln 9.95328 Gbps", "K-ln--K-ln-2 1 Gbps", "K-ln--K-ln-2-2 100 Mbps", "K-ln-2--3 100 Mbps"],
            scenario.Links.Take(4).Select(link => $"{link.Name} {((Link)link).Forward.Rate}"));
        Assert.Equal(["h1--New-York--NY", "h2--K-ln", "h3--K-ln-2", "h4--3"], scenario.Links.Skip(4).Select(link => link.Name));
        Assert.Equal(["campus.graphml"], scenario.Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("<graph edgedefault='directed'>NODES<edge source='a' target='b'/><edge source='b' target='a'/></graph>", "a--b")]
    [InlineData("<graph edgedefault='undirected'>NODES<edge source='a' target='b'/><edge source='b' target='a'/></graph>", "a--b b--a")]
    [InlineData(
        "<key id='k' for='node' attr.name='label'><default>x</default></key>"
            + "<graph><node id='1'/><node id='2'><data key='k'>y</data></node><edge source='1' target='2'/></graph>",
        "x--y")]
    public void Edges_are_links(string graph, string links)
    {
        graph = graph.Replace("NODES", "<node id='a'/><node id='b'/>", StringComparison.Ordinal);

        Scenario scenario = OfGraph($"<graphml>{graph}</graphml>");

        Assert.Equal(links, string.Join(' ', scenario.Links.Select(link => link.Name).Where(name => name[0] is not ('h' or 'n'))));
    }

    [Theory]
    [InlineData("<gexf/>", "line 1: a GraphML file begins with <graphml>, but was <gexf>")]
    [InlineData("<graphml><graph></graphml>", "it is no GraphML that can be read:")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>", "it is no GraphML that can be read:")]
    [InlineData("<graphml/>", "it holds no <graph> with nodes")]
    [InlineData(
        "<graphml><graph>\n<node id='a'/><edge source='a' target='b'/></graph></graphml>",
        "line 2: an edge leads to 'b', which is no node")]
    [InlineData("<graphml><graph><node id='a'/><node id='a'/></graph></graphml>", "line 1: a second node has the id 'a'")]
    [InlineData("<graphml><graph><node id='a'><graph/></node></graph></graphml>", "line 1: it has a graph within a node")]
    [InlineData("<graphml><graph><node/></graph></graphml>", "line 1: <node> needs 'id'")]
    public void What_is_no_graph_is_told(string graph, string expected)
    {
        Problem problem = Assert.Single(Assert.Throws<ScenarioException>(() => OfGraph(graph)).Problems);

        Assert.StartsWith("topology: 'net.graphml': " + expected, problem.Message);
    }

    private static Scenario Built(string rule) => ScenarioText.OfNetwork($"topology: {{ {rule} }}");

    private static Scenario OfGraph(string graph)
    {
        const string Text = """
            scenario: A map
            duration: 1 s
            hosts: [ here, there ]
            links: [ { name: net, between: [here, there] } ]
            topology: { file: net.graphml }
            sweep: { measure: [ net.utilisation ] }
            """;
        var map = new ScenarioFile("net.graphml", Encoding.UTF8.GetBytes(graph));
        return SweepReader.Parse(Text, "test.yaml", files: ScenarioFiles.Of([map])).Scenario;
    }

    /// <summary>How many routers a walk along links reaches from the first.</summary>
    private static int Reached(Scenario scenario)
    {
        var reached = new HashSet<int> { scenario.Nodes[0].Index };
        int before = 0;
        while (before < reached.Count)
        {
            before = reached.Count;
            foreach (LinkOrLan link in scenario.Links.Where(link => link.Interfaces.Any(end => reached.Contains(end.Node))))
                reached.UnionWith(link.Interfaces.Select(end => end.Node));
        }

        return reached.Count;
    }
}
