using FsCheck.Xunit;
using NetComm.Network;
using NetComm.Scenarios.Reading.Theories;

namespace NetComm.Scenarios.Tests.Theories;

public sealed class PathTests
{
    [Property]
    public void A_path_is_the_one_that_packets_take(int shape)
    {
        Scenario scenario = RandomNetworks.Of(shape, out _);
        var map = new NetworkState(scenario);
        NetworkInterface[] interfaces = [.. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        var paths = new Paths(scenario.Nodes, scenario.Links);

        foreach (Node from in scenario.Nodes)
        {
            foreach (Node to in scenario.Nodes.Where(to => to != from))
            {
                var taken = new List<int>();
                for (int node = from.Index; node != to.Index && map.Next(node, to.Index) is { Interface: >= 0 } hop;
                    node = interfaces[hop.Neighbour].Node)
                    taken.Add(interfaces[hop.Neighbour].Node);

                Assert.Equal(taken, paths.Between(from.Index, to.Index).Select(step => step.To));
            }
        }
    }
}
