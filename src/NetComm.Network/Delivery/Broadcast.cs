namespace NetComm.Network;

/// <summary>Packets for all on one link or LAN: never routed on; a switch copies them to all ports, a node to all sockets.</summary>
internal sealed class Broadcast(DataPlane plane, IpLayer ip, Node node, INodeDriver driver)
{
    // The sockets of the sending host get a copy, as of a multicast (ip_mc_output in Linux).
    internal void Send(Packet packet, SimTime now)
    {
        if (packet.IsOfApplication && driver.HearsOwn(packet)) ip.DeliverToAll(plane.Duplicate(packet), isMissed: false, now);
        if (packet.IsOfApplication && packet.Ttl == 0) plane.Discard(packet);
        else if (packet.Hop.Interface >= 0) ip.Transmit(packet, now);
        else ip.Drop(packet, DropReason.NoRoute, now);
    }

    /// <summary>A packet has arrived. A router hears broadcasts and has no use for them, so nobody misses a socket there.</summary>
    internal void Receive(Packet packet, SimTime now) => ip.DeliverToAll(packet, isMissed: node.Kind == NodeKind.Host, now);

    /// <summary>Copies a frame to all ports of a switch but the one that it came from (IEEE 802.1D, 7.7).</summary>
    internal static void CopyToPorts(LanSwitch lan, Packet packet, int from, SimTime now)
    {
        for (int port = 0; port < lan.Ports; port++)
        {
            if (port != from) lan.SendCopy(packet, from, port, now);
        }

        lan.Discard(packet);
    }
}
