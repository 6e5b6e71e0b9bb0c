using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Routing;

/// <summary>
/// Numbers for addresses, so that packets carry numbers: a destination from 0 up is a node, beyond the nodes an anycast service, and beyond those
/// a node's further addresses under RIP, whose routes lead to networks. A group's number is a place among all groups that anyone has asked for.
/// </summary>
internal sealed class AddressBook
{
    private readonly List<int[]> _shared = [];
    private readonly Dictionary<uint, int> _destinations = [];
    private readonly Dictionary<uint, int> _broadcastDomains = [];
    private readonly Dictionary<uint, int> _groupNumbers = [];
    private readonly List<Ipv4Address> _addresses = [];
    private readonly List<Ipv4Address> _groups = [];
    private readonly int _nodes;

    internal AddressBook(Scenario scenario)
    {
        _nodes = scenario.Nodes.Count;
        foreach (Node node in scenario.Nodes) _addresses.Add(node.Address ?? Ipv4Address.Any);
        foreach (AnycastService service in scenario.AnycastServices) AddShared(service.Address, [.. service.Members]);
        foreach (Node node in scenario.Nodes)
        {
            foreach (NetworkInterface at in node.Interfaces)
            {
                if (scenario.Routing == RoutingKind.Static || at.Address == node.Address) _destinations[at.Address.Value] = node.Index;
                else AddShared(at.Address, [node.Index]);
            }
        }

        foreach (Medium medium in scenario.Media) _broadcastDomains[medium.Network.Broadcast.Value] = medium.Index;
        foreach (MulticastGroup group in scenario.Groups) GroupOf(group.Address);
    }

    /// <summary>How many destinations there are.</summary>
    internal int Destinations => _addresses.Count;

    /// <summary>The number of the destination that has the address; −1 where none has it.</summary>
    internal int DestinationOf(Ipv4Address address) => _destinations.GetValueOrDefault(address.Value, -1);

    /// <summary>The address that a destination's number stands for.</summary>
    internal Ipv4Address AddressOf(int destination) => _addresses[destination];

    /// <summary>The link or LAN whose broadcast address it is; −1 where it is none's.</summary>
    internal int BroadcastDomainOf(Ipv4Address address) => _broadcastDomains.GetValueOrDefault(address.Value, -1);

    /// <summary>Whether the node is the destination, or one of those that share its address.</summary>
    internal bool IsAt(int destination, int node) => destination == node || (destination >= _nodes && Array.IndexOf(_shared[destination - _nodes], node) >= 0);

    /// <summary>The nodes that have a destination's address.</summary>
    internal IReadOnlyList<int> NodesAt(int destination) => destination < _nodes ? [destination] : _shared[destination - _nodes];

    /// <summary>The number of a multicast group, a new one for a group that was never asked for.</summary>
    internal int GroupOf(Ipv4Address group)
    {
        if (_groupNumbers.TryGetValue(group.Value, out int number)) return number;
        _groups.Add(group);
        return _groupNumbers[group.Value] = _groups.Count - 1;
    }

    /// <summary>The address of a multicast group.</summary>
    internal Ipv4Address GroupAddress(int group) => _groups[group];

    private void AddShared(Ipv4Address address, int[] nodes)
    {
        _destinations[address.Value] = _addresses.Count;
        _addresses.Add(address);
        _shared.Add(nodes);
    }
}
