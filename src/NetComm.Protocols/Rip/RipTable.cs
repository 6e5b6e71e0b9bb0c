namespace NetComm.Protocols.Rip;

/// <summary>The routes of a router, one for each destination, in the order of their networks.</summary>
internal sealed class RipTable
{
    /// <summary>By address, shorter prefixes first.</summary>
    public static readonly IComparer<Ipv4Network> Order =
        Comparer<Ipv4Network>.Create((left, right) => (left.Address, left.PrefixLength).CompareTo((right.Address, right.PrefixLength)));

    private readonly SortedDictionary<Ipv4Network, RipRoute> _routes = new(Order);
    private readonly int[] _routesOfLength = new int[33];

    public IEnumerable<RipRoute> Routes => _routes.Values;

    public RipRoute? this[Ipv4Network network] => _routes.GetValueOrDefault(network);

    public void Set(RipRoute route)
    {
        if (!_routes.ContainsKey(route.Network)) _routesOfLength[route.Network.PrefixLength]++;
        _routes[route.Network] = route;
    }

    public void Remove(Ipv4Network network)
    {
        if (_routes.Remove(network)) _routesOfLength[network.PrefixLength]--;
    }

    /// <summary>The reachable route with the longest prefix that contains the address; null: there is none.</summary>
    public RipRoute? Lookup(Ipv4Address address)
    {
        for (int length = _routesOfLength.Length - 1; length >= 0; length--)
        {
            if (_routesOfLength[length] > 0 && this[Ipv4Network.Holding(address, length)] is { IsReachable: true } route) return route;
        }

        return null;
    }
}

/// <summary>A route: its interface, the next router (none for the interface's own network) and its metric.</summary>
internal sealed record RipRoute(Ipv4Network Network, int Interface, Ipv4Address? NextHop, int Metric, RipOrigin Origin)
{
    public bool IsReachable => Metric < RipEntry.Infinity;

    public RipRoute Unreachable => this with { Metric = RipEntry.Infinity, Origin = RipOrigin.Learned };

    /// <summary>A lower metric wins, then the lower next hop: unlike RFC 2453 §3.9.2, the order of updates does not matter.</summary>
    public bool IsBetterThan(RipRoute other) =>
        Metric < other.Metric || (Metric == other.Metric && NextHop.GetValueOrDefault().CompareTo(other.NextHop.GetValueOrDefault()) < 0);

    public bool ComesFromWhere(RipRoute other) => (Interface, NextHop) == (other.Interface, other.NextHop);
}

internal enum RipOrigin
{
    /// <summary>One of the router's interfaces is on that network. No other route to it counts.</summary>
    Connected,

    Learned,
}
