namespace NetComm.Network;

/// <summary>
/// Packets for a group: a member's sockets get a copy, and so does each interface by which the group's tree goes on; on a LAN the switch
/// copies them to the ports behind which the tree goes on, or a member has been heard.
/// </summary>
internal sealed class Multicast(DataPlane plane, IpLayer ip, Node node, INodeDriver driver)
{
    private IMulticastRoutes? _routes;

    /// <summary>How the node knows where packets for a group go, in place of the trees of static routing.</summary>
    internal void Use(IMulticastRoutes routes) => _routes = routes;

    internal void Send(Packet packet, SimTime now)
    {
        if (packet.Ttl > 0 && _routes is null && TreeOf(packet).LacksMembers)
            plane.Trace.Write(TraceEvents.DroppedAt(now, node.Index, packet.Number, DropReason.NoRoute));

        // A time to live of 0 keeps it on this host (RFC 1112, 6.1).
        Spread(packet, packet.Ttl > 0 ? Onward(packet) : [], now);
    }

    internal void Receive(Packet packet, SimTime now)
    {
        ReadOnlySpan<int> onward = node.Kind == NodeKind.Router ? Onward(packet) : [];
        if (onward.Length > 0 && --packet.Ttl == 0)
        {
            // No error tells of it: RFC 1122, 3.2.2, allows none about a multicast.
            plane.Trace.Write(TraceEvents.DroppedAt(now, node.Index, packet.Number, DropReason.TtlExpired));
            onward = [];
        }

        Spread(packet, onward, now);
    }

    internal void Join(int group)
    {
        if (plane.Members.Join(node.Index, group) && !ip.IsDown) driver.MembershipChanged(group, isMember: true);
    }

    internal void Leave(int group)
    {
        if (plane.Members.Leave(node.Index, group) && !ip.IsDown) driver.MembershipChanged(group, isMember: false);
    }

    /// <summary>Copies a frame to some ports of a LAN's switch, but not to the one that it came from.</summary>
    internal static void CopyToPorts(LanSwitch lan, IReadOnlyList<int> ports, Packet packet, int from, SimTime now)
    {
        for (int i = 0; i < ports.Count; i++)
        {
            if (ports[i] != from) lan.SendCopy(packet, from, ports[i], now);
        }

        lan.Discard(packet);
    }

    private ReadOnlySpan<int> Onward(Packet packet) => _routes is null ? TreeOf(packet).InterfacesOf(node.Index) : _routes.Onward(packet);

    private MulticastTree TreeOf(Packet packet) => plane.Trees.Of(packet.SourceNode, packet.To.Number);

    private void Spread(Packet packet, ReadOnlySpan<int> onward, SimTime now)
    {
        if (plane.Members.IsMember(node.Index, packet.To.Number))
            ip.DeliverToAll(plane.Duplicate(packet), isMissed: packet.SourceNode != node.Index, now);
        foreach (int leavingBy in onward)
        {
            Packet copy = plane.Duplicate(packet);
            copy.Hop.Interface = leavingBy;
            ip.Transmit(copy, now);
        }

        plane.Discard(packet);
    }
}

internal interface IMulticastRoutes
{
    ReadOnlySpan<int> Onward(Packet packet);
}
