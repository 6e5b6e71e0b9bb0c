namespace NetComm.Network;

/// <summary>Static routing: least sum of costs, ties by the lowest next-hop address (Dijkstra, as in OSPF, RFC 2328, 16.1).</summary>
/// <remarks>
/// Routes lead to nodes, not to networks, so the path to a node is the shortest there is, whichever of its addresses is meant. Where no
/// live path is left the route of the whole map stands, and a packet is lost where it meets the failure.
/// </remarks>
internal sealed class StaticRoutes : IRoutes
{
    private readonly Scenario _scenario;
    private readonly NetworkState _map;
    private readonly uint[] _addresses;

    internal StaticRoutes(Scenario scenario, NetworkState map)
    {
        _scenario = scenario;
        _map = map;
        _addresses = new uint[scenario.Links.Sum(medium => medium.Interfaces.Count)];
        foreach (NetworkInterface at in scenario.Links.SelectMany(medium => medium.Interfaces)) _addresses[at.Index] = at.Address.Value;
    }

    public NextHop[] Towards(int destination)
    {
        IReadOnlyList<int> nodes = _map.Addresses.EndsOf(destination);
        NextHop[] hops = LiveOrWhole(nodes);
        if (_map.Addresses.VacantOn(destination) is not (>= 0 and var medium)) return hops;
        Ipv4Address address = _map.Addresses.AddressOf(destination);
        foreach (NetworkInterface at in _scenario.Links[medium].Interfaces) hops[at.Node] = _map.Addresses.AskInVain(at, address);
        return hops;
    }

    private NextHop[] LiveOrWhole(IReadOnlyList<int> nodes)
    {
        NextHop[] live = ShortestPaths(nodes, medium => !_map.IsDown(medium), node => !_map.IsCrashed(node), _map.AreApart);
        if (!_map.HasFailures) return live;

        NextHop[] whole = ShortestPaths(nodes, _ => true, _ => true, (_, _) => false);
        for (int node = 0; node < live.Length; node++)
        {
            if (live[node] == NextHop.None) live[node] = whole[node];
        }

        return live;
    }

    // From the destinations outwards. Costs are the same both ways, and only routers (and destinations) are passed through.
    private NextHop[] ShortestPaths(
        IReadOnlyList<int> destinations, Func<int, bool> isUp, Func<int, bool> isAlive, Func<int, int, bool> areApart)
    {
        IReadOnlyList<Node> nodes = _scenario.Nodes;
        var hops = new NextHop[nodes.Count];
        Array.Fill(hops, NextHop.None);
        var distance = new long[nodes.Count];
        Array.Fill(distance, long.MaxValue);
        var settled = new bool[nodes.Count];
        var frontier = new PriorityQueue<int, (long Distance, int Node)>();
        foreach (int destination in destinations.Where(isAlive))
        {
            distance[destination] = 0;
            frontier.Enqueue(destination, (0, destination));
        }

        while (frontier.TryDequeue(out int node, out _))
        {
            if (settled[node]) continue;
            settled[node] = true;
            bool passes = distance[node] == 0 || nodes[node].Kind == NodeKind.Router;
            if (!passes || !isAlive(node)) continue;
            foreach (NetworkInterface near in nodes[node].Interfaces)
            {
                if (isUp(near.Medium)) Extend(near, _scenario.Links[near.Medium]);
            }
        }

        return hops;

        void Extend(NetworkInterface near, LinkOrLan medium)
        {
            long through = distance[near.Node] + _map.CostOf(medium.Index);
            foreach (NetworkInterface far in medium.Interfaces)
            {
                if (far.Node == near.Node || settled[far.Node] || through > distance[far.Node]) continue;
                if (areApart(near.Node, far.Node)) continue;
                bool tie = through == distance[far.Node];
                if (tie && near.Address.Value >= _addresses[hops[far.Node].Neighbour]) continue;
                hops[far.Node] = NextHop.To(near.Index, far.Index);
                distance[far.Node] = through;
                if (!tie) frontier.Enqueue(far.Node, (through, far.Node));
            }
        }
    }
}
