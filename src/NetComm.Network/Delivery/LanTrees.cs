namespace NetComm.Network;

/// <summary>The groups of a LAN whose members are known beforehand: the trees of static routing say where packets go on.</summary>
internal sealed class LanTrees(DataPlane plane, int lan) : ILanGroups
{
    public IReadOnlyList<int> PortsFor(Packet packet) => plane.Trees.Of(packet.SourceNode, packet.To.Number).PortsOf(lan);

    public IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now) => null;
}
