using FsCheck.Xunit;

namespace NetComm.Network.Tests.Routing;

/// <summary>
/// The map leads to hosts on a single link by their router, and nodes remember what it says: both must come to what shortest paths to each
/// host come to.
/// </summary>
public sealed class ForwardingProperties
{
    [Property(MaxTest = 100)]
    public void The_way_to_a_host_is_the_same_by_its_router_and_whatever_has_failed(int shape)
    {
        Scenario scenario = RandomNetworks.Of(shape, out _);
        var map = new NetworkState(scenario);
        var shortestPaths = new StaticRoutes(scenario, map);
        ForwardingTable[] tables = [.. scenario.Nodes.Select(node => new ForwardingTable(map, node))];

        foreach (Action change in Changes(scenario, map, shape))
        {
            change();

            foreach (Node to in scenario.Nodes)
            {
                NextHop[] expected = shortestPaths.Towards(to.Index);
                Assert.Equal(expected, scenario.Nodes.Select(from => map.Next(from.Index, to.Index)));
                Assert.Equal(expected, tables.Select(table => table.Next(to.Index)));
            }
        }
    }

    [Fact]
    public void Most_hosts_of_the_random_networks_hang_on_a_single_link()
    {
        Scenario[] networks = [.. Enumerable.Range(0, 200).Select(shape => RandomNetworks.Of(shape, out _))];

        int hosts = networks.Sum(scenario => scenario.Nodes.Count(node => node.Kind == NodeKind.Host));
        int stubs = networks.Sum(scenario => scenario.Nodes.Count(node => new StubHosts(scenario).IsStub(node.Index)));

        Assert.InRange(stubs, hosts / 2, hosts - 1);
    }

    [Fact]
    public void A_host_with_two_links_or_on_a_LAN_or_beside_a_host_is_no_stub()
    {
        Scenario scenario = new NetworkBuilder().Hosts("two", "lan", "other", "beside", "stub").Routers("r", "q")
            .Link("two", "r", LinkProperties.Perfect).Link("two", "q", LinkProperties.Perfect).Link("r", "q", LinkProperties.Perfect)
            .Lan("office", LinkProperties.Perfect, "lan", "r").Link("other", "beside", LinkProperties.Perfect)
            .Link("stub", "q", LinkProperties.Perfect).Build();
        var stubs = new StubHosts(scenario);

        Assert.Equal(["stub"], scenario.Nodes.Where(node => stubs.IsStub(node.Index)).Select(node => node.Name));
        Assert.Equal(scenario.FindNode("q")!.Index, stubs.RouterOf(scenario.FindNode("stub")!.Index));
    }

    [Fact]
    public void No_way_leads_from_one_part_of_a_network_to_another()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d", "e").Routers("r")
            .Link("a", "b", LinkProperties.Perfect).Link("c", "d", LinkProperties.Perfect).Link("e", "r", LinkProperties.Perfect).Build();
        var map = new NetworkState(scenario);
        bool Leads(string from, string to) => map.Next(scenario.FindNode(from)!.Index, scenario.FindNode(to)!.Index).Exists;

        Assert.True(Leads("a", "b") && Leads("c", "d") && Leads("e", "r") && Leads("r", "e"));
        Assert.False(Leads("a", "c") || Leads("d", "b") || Leads("a", "r") || Leads("r", "a") || Leads("a", "e") || Leads("e", "a"));
    }

    [Fact]
    public void A_table_grows_with_what_it_is_asked_for_and_says_what_the_map_says()
    {
        string[] hosts = [.. Enumerable.Range(0, 300).Select(i => $"h{i}")];
        NetworkBuilder builder = new NetworkBuilder().Hosts(hosts).Routers("r");
        foreach (string host in hosts) builder.Link(host, "r", LinkProperties.Perfect);
        Scenario scenario = builder.Build();
        var map = new NetworkState(scenario);
        Node router = scenario.FindNode("r")!;
        var table = new ForwardingTable(map, router);

        for (int round = 0; round < 3; round++)
        {
            foreach (Node host in scenario.Nodes.Where(node => node.Kind == NodeKind.Host))
                Assert.Equal(map.Next(router.Index, host.Index), table.Next(host.Index));
            if (round == 1) map.SetDown(0, down: true);
        }
    }

    /// <summary>Nothing yet; then links and LANs fail and change, nodes crash, the network falls apart; some of it ends.</summary>
    private static IEnumerable<Action> Changes(Scenario scenario, NetworkState map, int shape)
    {
        RandomStream random = RandomStream.For(shape & int.MaxValue, "failures");
        int Below(int n) => (int)(random.NextDouble() * n);
        yield return () => { };
        for (int i = 0; i < 6; i++)
        {
            (int medium, int node, bool fails) = (Below(scenario.Links.Count), Below(scenario.Nodes.Count), Below(3) > 0);
            yield return Below(5) switch
            {
                0 or 1 => () => map.SetDown(medium, fails),
                2 => () => map.SetCrashed(node, fails),
                3 => () => map.SetCost(medium, 1 + Below(5)),
                _ => fails ? () => map.Partition([[node], [(node + 1) % scenario.Nodes.Count]]) : () => map.Heal(),
            };
        }
    }
}
