using FsCheck.Xunit;

namespace NetComm.Protocols.Tests.Rip;

/// <summary>Networks of up to seven routers against shortest paths over their map, ties by the lowest next hop.</summary>
public sealed class RipNetworkProperties
{
    /// <summary>Two periods, in which every router has told all it knows, and a hold for each hop.</summary>
    private const double Settled = 120;

    /// <summary>Counting to infinity takes at most 16 steps, and a step at most a hold of 5 s.</summary>
    private const double Infinity = 80;

    [Property(MaxTest = 100)]
    public void Routers_find_the_shortest_paths(int seed)
    {
        var network = new RipNetwork(seed);

        network.RunUntil(Settled);

        Assert.Equal(network.Expected(), network.Known());
    }

    [Property(MaxTest = 100)]
    public void After_a_failure_they_find_the_shortest_paths_that_are_left_and_after_the_repair_the_first_ones(int seed)
    {
        var network = new RipNetwork(seed);
        network.RunUntil(Settled);
        var broken = (int)((uint)seed % network.Segments);
        List<string> before = network.Known().ToList();

        network.Set(broken, isUp: false);
        network.RunUntil(Settled + Infinity);
        Assert.Equal(network.Expected(), network.Known());

        network.Set(broken, isUp: true);
        network.RunUntil(Settled + Infinity + Settled);
        Assert.Equal(before, network.Known());
    }
}
