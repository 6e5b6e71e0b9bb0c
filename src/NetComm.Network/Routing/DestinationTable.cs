namespace NetComm.Network;

/// <summary>
/// Numbers for addresses, so that packets carry numbers: a destination from 0 up is a node, beyond the nodes an anycast service, and beyond
/// those a node's further addresses under RIP, whose routes lead to networks. A group's number is a place among all groups that anyone has
/// asked for.
/// </summary>
internal sealed class DestinationTable
{
    private readonly List<int[]> _shared = [];
    private readonly Dictionary<uint, int> _destinations = [];
    private readonly Dictionary<uint, int> _nobody = [];
    private readonly HashSet<uint> _broadcasts = [];
    private readonly Dictionary<uint, int> _groupNumbers = [];
    private readonly List<Ipv4Address> _addresses = [];
    private readonly List<Ipv4Address> _groups = [];
    private readonly Dictionary<int, int> _vacant = [];
    private readonly Scenario _scenario;
    private readonly int _nodes;

    internal DestinationTable(Scenario scenario)
    {
        _scenario = scenario;
        _nodes = scenario.Nodes.Count;
        foreach (Node node in scenario.Nodes) _addresses.Add(node.Address ?? Ipv4Address.Any);
        foreach (AnycastService service in scenario.AnycastServices)
            _destinations[service.Address.Value] = Add(service.Address, [.. service.Members]);
        foreach (Node node in scenario.Nodes)
        {
            foreach (NetworkInterface at in node.Interfaces)
            {
                if (scenario.Routing == RoutingKind.Static || at.Address == node.Address) _destinations[at.Address.Value] = node.Index;
                else _destinations[at.Address.Value] = Add(at.Address, [node.Index]);
            }
        }

        foreach (LinkOrLan medium in scenario.Links) _broadcasts.Add(medium.Network.Broadcast.Value);
        foreach (MulticastGroup group in scenario.Groups) GroupOf(group.Address);
    }

    internal int Destinations => _addresses.Count;

    /// <summary>The number of the destination that has the address; −1 outside all networks. One that nobody has is one too.</summary>
    internal int DestinationOf(Ipv4Address address)
    {
        if (_destinations.TryGetValue(address.Value, out int known)) return known;
        return _broadcasts.Contains(address.Value) || address.IsMulticast ? -1 : Nobody(address);
    }

    /// <summary>The same as a node sees it, to which all of 127.0.0.0/8 is itself (RFC 1122, 3.2.1.3).</summary>
    internal int DestinationOf(Ipv4Address address, Node from) => address.IsLoopback ? from.Index : DestinationOf(address);

    /// <summary>A number for a destination at which nobody is: an unused or a broadcast address. −1 outside all networks.</summary>
    internal int Nobody(Ipv4Address address)
    {
        if (_nobody.TryGetValue(address.Value, out int known)) return known;
        int medium = _scenario.Links.FirstOrDefault(medium => medium.Network.Contains(address))?.Index ?? -1;
        if (medium < 0) return _nobody[address.Value] = -1;
        _vacant[_addresses.Count] = medium;
        return _nobody[address.Value] = Add(address, []);
    }

    /// <summary>The link or LAN on which a destination would be that nobody is at; −1 for all others.</summary>
    internal int VacantOn(int destination) => _vacant.GetValueOrDefault(destination, -1);

    internal Ipv4Address AddressOf(int destination) => _addresses[destination];

    /// <summary>Whether it is the limited broadcast address, or that of one of the scenario's networks.</summary>
    internal bool IsBroadcast(Ipv4Address address) => address == Ipv4Address.LimitedBroadcast || _broadcasts.Contains(address.Value);

    /// <summary>Whether the node is the destination, or one of those that share its address.</summary>
    internal bool IsAt(int destination, int node) =>
        destination == node || (destination >= _nodes && Array.IndexOf(_shared[destination - _nodes], node) >= 0);

    /// <summary>The nodes that routes to a destination lead to; where nobody has it, the routers of its network.</summary>
    internal IReadOnlyList<int> EndsOf(int destination)
    {
        if (destination < _nodes) return [destination];
        if (VacantOn(destination) is not (>= 0 and var medium)) return _shared[destination - _nodes];
        return [.. _scenario.Links[medium].Interfaces.Select(at => at.Node).Where(node => _scenario.Nodes[node].Kind == NodeKind.Router)];
    }

    /// <summary>How a node asks on its network for an address that nobody has; None on a link, and for a broadcast.</summary>
    internal NextHop AskInVain(NetworkInterface at, Ipv4Address address) =>
        _scenario.Links[at.Medium] is Lan && !_broadcasts.Contains(address.Value) ? NextHop.InVain(at.Index) : NextHop.None;

    /// <summary>The number of a multicast group, a new one for a group that was never asked for.</summary>
    internal int GroupOf(Ipv4Address group)
    {
        if (_groupNumbers.TryGetValue(group.Value, out int number)) return number;
        _groups.Add(group);
        return _groupNumbers[group.Value] = _groups.Count - 1;
    }

    internal Ipv4Address GroupAddress(int group) => _groups[group];

    private int Add(Ipv4Address address, int[] nodes)
    {
        _addresses.Add(address);
        _shared.Add(nodes);
        return _addresses.Count - 1;
    }
}
