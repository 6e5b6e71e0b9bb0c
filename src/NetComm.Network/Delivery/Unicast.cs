using NetComm.Protocols.Icmp;

namespace NetComm.Network;

/// <summary>Packets for one node: each node on the way looks up the next hop, a router with TTL − 1, a host never.</summary>
internal sealed class Unicast(DataPlane plane, IpLayer ip, Node node, ArpResolver arp)
{
    private readonly ForwardingTable _forwarding = new(plane.Map, node);

    internal NextHop NextHop(int destination) => _forwarding.Next(destination);

    internal void Send(Packet packet, SimTime now)
    {
        NextHop hop = _forwarding.Next(packet.To.Number);
        if (!hop.Exists)
        {
            ip.Refuse(packet, DropReason.NoRoute, IcmpHeader.Unreachable(UnreachableCode.Network), now);
            return;
        }

        packet.Hop.Interface = hop.Interface;
        if (!plane.Interfaces[hop.Interface].IsOnLan || arp.Resolves(packet, hop, now)) ip.Transmit(packet, now);
    }

    internal void Receive(Packet packet, SimTime now)
    {
        if (node.Kind != NodeKind.Router) ip.Drop(packet, DropReason.NoRoute, now);
        else if (--packet.Ttl == 0) ip.Refuse(packet, DropReason.TtlExpired, IcmpHeader.TimeExceeded(TimeExceededCode.TimeToLive), now);
        else Send(packet, now);
    }
}
