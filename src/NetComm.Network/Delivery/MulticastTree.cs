using System.Runtime.InteropServices;

namespace NetComm.Network;

/// <summary>The ways from one source to all members of a group: interfaces to send on by, and on LANs the ports.</summary>
internal sealed class MulticastTree
{
    private readonly Dictionary<int, List<int>> _interfaces = [];
    private readonly Dictionary<int, List<int>> _ports = [];
    private readonly HashSet<int> _used = [];
    private readonly HashSet<(int Medium, int Port)> _reached = [];

    /// <summary>Whether members are left out because no route leads to them.</summary>
    internal bool LacksMembers { get; set; }

    internal ReadOnlySpan<int> InterfacesOf(int node) =>
        _interfaces.TryGetValue(node, out List<int>? interfaces) ? CollectionsMarshal.AsSpan(interfaces) : [];

    internal IReadOnlyList<int> PortsOf(int medium) => _ports.GetValueOrDefault(medium) ?? [];

    internal void Add(int node, int leavingBy, int medium, int port)
    {
        if (_used.Add(leavingBy)) AddTo(_interfaces, node, leavingBy);
        if (_reached.Add((medium, port))) AddTo(_ports, medium, port);
    }

    private static void AddTo(Dictionary<int, List<int>> places, int key, int value)
    {
        if (!places.TryGetValue(key, out List<int>? values)) places[key] = values = [];
        values.Add(value);
    }
}

/// <summary>The groups of a LAN whose members are known beforehand: the trees of static routing say where packets go on.</summary>
internal sealed class LanTrees(DataPlane plane, int lan) : ILanGroups
{
    public IReadOnlyList<int> PortsFor(Packet packet) => plane.Trees.Of(packet.SourceNode, packet.To.Number).PortsOf(lan);

    public IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now) => null;
}
