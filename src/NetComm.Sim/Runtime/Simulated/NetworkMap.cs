using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>
/// Static routing: the whole map, and from it the next hop of every node towards every destination, by least sum of costs, ties by the lowest
/// next-hop address. Worked out when a destination is first asked for, and anew after a change.
/// </summary>
/// <remarks>
/// Routes lead to nodes, not to networks, so the path to a node is the shortest there is, whichever of its addresses is meant. Where no live path
/// is left the route of the whole map stands, and a packet is lost where it meets the failure.
/// </remarks>
internal sealed class NetworkMap
{
    /// <summary>The interface to leave by and the interface to reach; −1 where no route leads there.</summary>
    internal readonly record struct Hop(int Interface, int NextInterface)
    {
        internal static readonly Hop None = new(-1, -1);
    }

    private readonly Scenario _scenario;
    private readonly bool[] _down;
    private readonly Hop[]?[] _routes;
    private readonly uint[] _addresses;
    private readonly Dictionary<uint, int> _nodes = [];
    private readonly Dictionary<uint, int> _lanBroadcasts = [];

    internal NetworkMap(Scenario scenario)
    {
        _scenario = scenario;
        _down = new bool[scenario.Media.Count];
        _routes = new Hop[scenario.Nodes.Count][];
        _addresses = new uint[scenario.Media.Sum(medium => medium.Interfaces.Count)];
        foreach (NetworkInterface at in scenario.Media.SelectMany(medium => medium.Interfaces))
        {
            _addresses[at.Index] = at.Address.Value;
            _nodes[at.Address.Value] = at.Node;
        }

        foreach (Medium medium in scenario.Media) _lanBroadcasts[medium.Network.Broadcast.Value] = medium.Index;
    }

    /// <summary>The node that has the address; −1 where none has.</summary>
    internal int NodeOf(Ipv4Address address) => _nodes.GetValueOrDefault(address.Value, -1);

    /// <summary>The link or LAN whose broadcast address it is; −1 where it is none's.</summary>
    internal int BroadcastDomainOf(Ipv4Address address) => _lanBroadcasts.GetValueOrDefault(address.Value, -1);

    /// <summary>How <paramref name="from"/> sends on what is for <paramref name="destination"/>.</summary>
    internal Hop Next(int from, int destination) => (_routes[destination] ??= Towards(destination))[from];

    /// <summary>A link or LAN has failed or returned.</summary>
    internal void SetDown(int medium, bool down)
    {
        _down[medium] = down;
        Array.Clear(_routes);
    }

    private Hop[] Towards(int destination)
    {
        Hop[] live = ShortestPaths(destination, medium => !_down[medium]);
        if (!Array.Exists(_down, down => down)) return live;

        Hop[] whole = ShortestPaths(destination, _ => true);
        for (int node = 0; node < live.Length; node++)
        {
            if (live[node] == Hop.None) live[node] = whole[node];
        }

        return live;
    }

    // Dijkstra from the destination outwards. Costs are the same both ways, and only routers (and the destination) are passed through.
    private Hop[] ShortestPaths(int destination, Func<int, bool> isUp)
    {
        IReadOnlyList<Node> nodes = _scenario.Nodes;
        var hops = new Hop[nodes.Count];
        Array.Fill(hops, Hop.None);
        var distance = new long[nodes.Count];
        Array.Fill(distance, long.MaxValue);
        distance[destination] = 0;
        var settled = new bool[nodes.Count];
        var frontier = new PriorityQueue<int, (long Distance, int Node)>();
        frontier.Enqueue(destination, (0, destination));
        while (frontier.TryDequeue(out int node, out _))
        {
            if (settled[node]) continue;
            settled[node] = true;
            if (node != destination && nodes[node].Kind != NodeKind.Router) continue;
            foreach (NetworkInterface near in nodes[node].Interfaces)
            {
                if (isUp(near.Medium)) Extend(near, _scenario.Media[near.Medium]);
            }
        }

        return hops;

        void Extend(NetworkInterface near, Medium medium)
        {
            long through = distance[near.Node] + medium.Cost;
            foreach (NetworkInterface far in medium.Interfaces)
            {
                if (far.Node == near.Node || settled[far.Node] || through > distance[far.Node]) continue;
                bool tie = through == distance[far.Node];
                if (tie && near.Address.Value >= _addresses[hops[far.Node].NextInterface]) continue;
                hops[far.Node] = new(far.Index, near.Index);
                distance[far.Node] = through;
                if (!tie) frontier.Enqueue(far.Node, (through, far.Node));
            }
        }
    }
}
