using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Rip;

/// <summary>What a router knows without being told by another: the networks it is on, and the hosts that its driver names.</summary>
internal sealed class RipOwnRoutes
{
    private readonly SortedDictionary<Ipv4Network, List<RipRoute>> _candidates = new(RipTable.Order);

    public IEnumerable<Ipv4Network> Networks => _candidates.Keys;

    public void Add(RipRoute route)
    {
        if (!_candidates.TryGetValue(route.Network, out var routes))
            _candidates.Add(route.Network, routes = []);
        if (!routes.Contains(route))
            routes.Add(route);
    }

    public void Remove(RipRoute route)
    {
        if (_candidates.TryGetValue(route.Network, out var routes) && routes.Remove(route) && routes.Count == 0)
            _candidates.Remove(route.Network);
    }

    /// <summary>The best of them over interfaces that are up; null: none.</summary>
    public RipRoute? Best(Ipv4Network network, Predicate<int> isUp)
    {
        RipRoute? best = null;
        foreach (var route in _candidates.GetValueOrDefault(network, []))
        {
            if (isUp(route.Interface) && (best is null || route.IsBetterThan(best)))
                best = route;
        }

        return best;
    }
}
