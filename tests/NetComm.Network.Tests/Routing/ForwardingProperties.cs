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

    /// <summary>Nothing yet; then links and LANs fail and nodes crash, some come back.</summary>
    private static IEnumerable<Action> Changes(Scenario scenario, NetworkState map, int shape)
    {
        RandomStream random = RandomStream.For(shape & int.MaxValue, "failures");
        int Below(int n) => (int)(random.NextDouble() * n);
        yield return () => { };
        for (int i = 0; i < 6; i++)
        {
            (int medium, int node, bool fails) = (Below(scenario.Links.Count), Below(scenario.Nodes.Count), Below(3) > 0);
            yield return Below(2) == 0 ? () => map.SetDown(medium, fails) : () => map.SetCrashed(node, fails);
        }
    }
}
