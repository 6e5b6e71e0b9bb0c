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
    private readonly bool[] _crashed;
    private readonly Hop[]?[] _routes;
    private readonly uint[] _addresses;
    private readonly Dictionary<uint, int> _nodes = [];
    private readonly Dictionary<uint, int> _lanBroadcasts = [];

    internal NetworkMap(Scenario scenario)
    {
        _scenario = scenario;
        _down = new bool[scenario.Media.Count];
        _crashed = new bool[scenario.Nodes.Count];
        _routes = new Hop[scenario.Nodes.Count + scenario.AnycastServices.Count][];
        _addresses = new uint[scenario.Media.Sum(medium => medium.Interfaces.Count)];
        foreach (NetworkInterface at in scenario.Media.SelectMany(medium => medium.Interfaces))
        {
            _addresses[at.Index] = at.Address.Value;
            _nodes[at.Address.Value] = at.Node;
        }

        foreach (AnycastService service in scenario.AnycastServices) _nodes[service.Address.Value] = scenario.Nodes.Count + service.Index;
        foreach (Medium medium in scenario.Media) _lanBroadcasts[medium.Network.Broadcast.Value] = medium.Index;
    }

    /// <summary>The destination that has the address: a node's index, beyond those an anycast service's; −1 where none has it.</summary>
    internal int DestinationOf(Ipv4Address address) => _nodes.GetValueOrDefault(address.Value, -1);

    /// <summary>The link or LAN whose broadcast address it is; −1 where it is none's.</summary>
    internal int BroadcastDomainOf(Ipv4Address address) => _lanBroadcasts.GetValueOrDefault(address.Value, -1);

    /// <summary>Whether the node is the destination, or one of those that share its address.</summary>
    internal bool IsAt(int destination, int node) => destination == node || (destination >= _scenario.Nodes.Count && MembersOf(destination).Contains(node));

    /// <summary>Whether the node has crashed.</summary>
    internal bool IsCrashed(int node) => _crashed[node];

    /// <summary>How <paramref name="from"/> sends on what is for <paramref name="destination"/>.</summary>
    internal Hop Next(int from, int destination) => (_routes[destination] ??= Towards(destination))[from];

    /// <summary>A link or LAN has failed or returned.</summary>
    internal void SetDown(int medium, bool down)
    {
        _down[medium] = down;
        Array.Clear(_routes);
    }

    /// <summary>A host or router has crashed or returned.</summary>
    internal void SetCrashed(int node, bool crashed)
    {
        _crashed[node] = crashed;
        Array.Clear(_routes);
    }

    private IReadOnlyList<int> MembersOf(int destination) =>
        destination < _scenario.Nodes.Count ? [destination] : _scenario.AnycastServices[destination - _scenario.Nodes.Count].Members;

    private Hop[] Towards(int destination)
    {
        Hop[] live = ShortestPaths(MembersOf(destination), medium => !_down[medium], node => !_crashed[node]);
        if (!Array.Exists(_down, down => down) && !Array.Exists(_crashed, crashed => crashed)) return live;

        Hop[] whole = ShortestPaths(MembersOf(destination), _ => true, _ => true);
        for (int node = 0; node < live.Length; node++)
        {
            if (live[node] == Hop.None) live[node] = whole[node];
        }

        return live;
    }

    // Dijkstra from the destinations outwards. Costs are the same both ways, and only routers (and destinations) are passed through.
    private Hop[] ShortestPaths(IReadOnlyList<int> destinations, Func<int, bool> isUp, Func<int, bool> isAlive)
    {
        IReadOnlyList<Node> nodes = _scenario.Nodes;
        var hops = new Hop[nodes.Count];
        Array.Fill(hops, Hop.None);
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
