namespace NetComm.Network;

/// <summary>Least sum of costs, ties by the lowest next-hop address (Dijkstra, as in OSPF, RFC 2328, 16.1).</summary>
internal sealed class ShortestPaths
{
    private readonly Scenario _scenario;
    private readonly NetworkState _map;
    private readonly uint[] _addresses;

    internal ShortestPaths(Scenario scenario, NetworkState map)
    {
        _scenario = scenario;
        _map = map;
        _addresses = new uint[scenario.Links.Sum(medium => medium.Interfaces.Count)];
        foreach (NetworkInterface at in scenario.Links.SelectMany(medium => medium.Interfaces)) _addresses[at.Index] = at.Address.Value;
    }

    /// <summary>
    /// From the destinations outwards. Costs are the same both ways, and only routers (and destinations) are passed through.
    /// </summary>
    /// <param name="parts">Each node of the destinations' part has its next hop at its place.</param>
    /// <param name="meetFailures">Whether paths go round what has failed; else they are those of the whole map.</param>
    internal NextHop[] Towards(IReadOnlyList<int> destinations, ConnectedParts parts, bool meetFailures)
    {
        if (destinations.Count == 0) return [];
        int size = parts.SizeOf(destinations[0]);
        var hops = new NextHop[size];
        var distance = new long[size];
        Array.Fill(distance, long.MaxValue);
        var settled = new bool[size];
        var frontier = new PriorityQueue<int, (long Distance, int Node)>();
        foreach (int destination in destinations.Where(IsAlive))
        {
            distance[parts.PlaceOf(destination)] = 0;
            frontier.Enqueue(destination, (0, destination));
        }

        while (frontier.TryDequeue(out int node, out _))
        {
            int place = parts.PlaceOf(node);
            if (settled[place]) continue;
            settled[place] = true;
            bool passes = distance[place] == 0 || _scenario.Nodes[node].Kind == NodeKind.Router;
            if (!passes || !IsAlive(node)) continue;
            foreach (NetworkInterface near in _scenario.Nodes[node].Interfaces)
            {
                if (!meetFailures || !_map.IsDown(near.Medium)) Extend(near, distance[place]);
            }
        }

        return hops;

        bool IsAlive(int node) => !meetFailures || !_map.IsCrashed(node);

        void Extend(NetworkInterface near, long before)
        {
            LinkOrLan medium = _scenario.Links[near.Medium];
            long through = before + _map.CostOf(medium.Index);
            foreach (NetworkInterface far in medium.Interfaces)
            {
                int place = parts.PlaceOf(far.Node);
                if (place < 0 || far.Node == near.Node || settled[place] || through > distance[place]) continue;
                if (meetFailures && _map.AreApart(near.Node, far.Node)) continue;
                bool tie = through == distance[place];
                if (tie && near.Address.Value >= _addresses[hops[place].Neighbour]) continue;
                hops[place] = NextHop.To(near.Index, far.Index);
                distance[place] = through;
                if (!tie) frontier.Enqueue(far.Node, (through, far.Node));
            }
        }
    }
}
