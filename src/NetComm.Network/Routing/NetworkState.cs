namespace NetComm.Network;

/// <summary>The network as it stands: what has failed, and by which routes nodes know the way.</summary>
internal sealed class NetworkState
{
    private readonly Scenario _scenario;
    private readonly bool[] _down;
    private readonly bool[] _cut;
    private readonly int[] _costs;
    private readonly bool[] _crashed;

    // Of each partition the side of each node; −1: it is on none.
    private readonly List<int[]> _partitions = [];

    /// <summary>The map of a scenario.</summary>
    /// <param name="routes">How nodes know the way; static routing unless given.</param>
    internal NetworkState(Scenario scenario, Func<NetworkState, IRoutes>? routes = null)
    {
        _scenario = scenario;
        _down = new bool[scenario.Links.Count];
        _cut = new bool[scenario.Links.Count];
        _costs = [.. scenario.Links.Select(medium => medium.Cost)];
        _crashed = new bool[scenario.Nodes.Count];
        Addresses = new DestinationTable(scenario);
        Routes = routes?.Invoke(this) ?? new StaticRoutes(scenario, this);
    }

    internal DestinationTable Addresses { get; }

    internal IRoutes Routes { get; }

    /// <summary>Grows with every change of routes.</summary>
    internal long Version { get; private set; }

    internal bool IsCrashed(int node) => _crashed[node];

    internal bool IsDown(int medium) => _down[medium] || _cut[medium];

    /// <summary>What routing adds for crossing a link or LAN.</summary>
    internal int CostOf(int medium) => _costs[medium];

    /// <summary>Whether a partition keeps a link down, whatever else befalls it.</summary>
    internal bool IsCut(int medium) => _cut[medium];

    internal bool HasPartitions => _partitions.Count > 0;

    /// <summary>Whether two nodes are on different sides of a partition.</summary>
    internal bool AreApart(int one, int other) =>
        _partitions.Count > 0 && _partitions.Exists(side => side[one] >= 0 && side[other] >= 0 && side[one] != side[other]);

    internal bool HasFailures =>
        Array.IndexOf(_down, true) >= 0 || Array.IndexOf(_crashed, true) >= 0 || _partitions.Count > 0;

    /// <summary>How a node sends on what is for a destination of <see cref="DestinationTable"/>.</summary>
    internal NextHop Next(int from, int destination) => Routes.Next(from, destination);

    internal void SetDown(int medium, bool down)
    {
        _down[medium] = down;
        Forget();
    }

    internal void SetCost(int medium, int cost)
    {
        _costs[medium] = cost;
        Forget();
    }

    internal void SetCrashed(int node, bool crashed)
    {
        _crashed[node] = crashed;
        Forget();
    }

    /// <summary>The network falls apart. Returns the links that go down with it.</summary>
    internal IReadOnlyList<int> Partition(IReadOnlyList<IReadOnlyList<int>> sides)
    {
        int[] sideOf = new int[_crashed.Length];
        Array.Fill(sideOf, -1);
        for (int side = 0; side < sides.Count; side++)
        {
            foreach (int node in sides[side]) sideOf[node] = side;
        }

        _partitions.Add(sideOf);
        return Recut();
    }

    /// <summary>All partitions end. Returns the links that are up again.</summary>
    internal IReadOnlyList<int> Heal()
    {
        _partitions.Clear();
        return Recut();
    }

    private List<int> Recut()
    {
        var changed = new List<int>();
        foreach (Link link in _scenario.Links.OfType<Link>())
        {
            bool was = IsDown(link.Index);
            _cut[link.Index] = AreApart(link.Interfaces[0].Node, link.Interfaces[1].Node);
            if (IsDown(link.Index) != was) changed.Add(link.Index);
        }

        Forget();
        return changed;
    }

    /// <summary>Routes have changed: they are worked out anew.</summary>
    internal void Forget() => Version++;
}

/// <summary>A step of a route: an interface to leave by, and the neighbour's interface to reach.</summary>
internal readonly record struct NextHop
{
    // Both counted from 1. 0: no route leads there; no neighbour has the address that is asked for.
    private readonly int _interface;
    private readonly int _neighbour;

    private NextHop(int @interface, int neighbour) => (_interface, _neighbour) = (@interface, neighbour);

    internal static NextHop None => default;

    internal static NextHop To(int neighbour, int leavingBy) => new(leavingBy + 1, neighbour + 1);

    /// <summary>By this interface, though nobody there has the address.</summary>
    internal static NextHop InVain(int leavingBy) => new(leavingBy + 1, 0);

    internal bool Exists => _interface > 0;

    internal bool HasNeighbour => _neighbour > 0;

    internal int Interface => _interface - 1;

    internal int Neighbour => _neighbour - 1;
}

internal interface IRoutes
{
    /// <summary>How a node sends on what is for a destination of <see cref="DestinationTable"/>.</summary>
    NextHop Next(int from, int destination);
}
