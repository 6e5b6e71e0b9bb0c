namespace NetComm.Network;

/// <summary>The ways from one source to all members of a group: interfaces to send on by, and on LANs the ports.</summary>
internal sealed class MulticastTree
{
    private static readonly int[] None = [];

    private readonly Dictionary<int, int[]> _interfaces = [];
    private readonly Dictionary<int, int[]> _ports = [];

    /// <summary>Whether members are left out because no route leads to them.</summary>
    internal bool LacksMembers { get; set; }

    internal int[] InterfacesOf(int node) => _interfaces.GetValueOrDefault(node, None);

    internal int[] PortsOf(int medium) => _ports.GetValueOrDefault(medium, None);

    internal void Add(int node, int leavingBy, int medium, int port)
    {
        AddTo(_interfaces, node, leavingBy);
        AddTo(_ports, medium, port);
    }

    private static void AddTo(Dictionary<int, int[]> places, int key, int value)
    {
        int[] before = places.GetValueOrDefault(key, None);
        if (Array.IndexOf(before, value) < 0) places[key] = [.. before, value];
    }
}

/// <summary>The groups of a LAN whose members are known beforehand: the trees of static routing say where packets go on.</summary>
internal sealed class LanTrees(DataPlane plane, int lan) : ILanGroups
{
    public IReadOnlyList<int> PortsFor(Packet packet) => plane.Trees.Of(packet.SourceNode, packet.To.Number).PortsOf(lan);

    public IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now) => null;
}
