using NetComm.Network;
using NetComm.Runtime.Simulated.Control;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>Packets for multicast groups: a member's sockets get a copy, and so does each interface that the tree leaves by.</summary>
internal sealed class GroupForwarding(SimulatedNetwork network, IpLayer ip, Node node, LocalDelivery local)
{
    private ControlPlane? _control;

    internal void Use(ControlPlane control) => _control = control;

    /// <summary>A packet of this node sets out.</summary>
    internal void Send(Packet packet)
    {
        packet.SourceNode = node.Index;
        if (packet.Ttl > 0 && _control!.LacksMembers(packet))
        {
            network.Trace.Write(TraceEvents.DroppedAt(network.Clock.Now, node.Index, packet.Number, DropReason.NoRoute));
        }

        // A time to live of 0 keeps it on this host (RFC 1112, 6.1).
        Spread(packet, packet.Ttl > 0 ? _control!.Onward(packet) : []);
    }

    /// <summary>A packet has arrived.</summary>
    internal void Receive(Packet packet)
    {
        ReadOnlySpan<int> onward = node.Kind == NodeKind.Router ? _control!.Onward(packet) : [];
        if (onward.Length > 0 && --packet.Ttl == 0)
        {
            // No error tells of it: RFC 1122, 3.2.2, allows none about a multicast.
            network.Trace.Write(TraceEvents.DroppedAt(network.Clock.Now, node.Index, packet.Number, DropReason.TtlExpired));
            onward = [];
        }

        Spread(packet, onward);
    }

    private void Spread(Packet packet, ReadOnlySpan<int> onward)
    {
        if (network.Members.IsMember(node.Index, packet.Group))
            local.DeliverToAll(network.Duplicate(packet), missed: packet.SourceNode != node.Index);
        foreach (int leavingBy in onward)
        {
            Packet copy = network.Duplicate(packet);
            copy.Interface = leavingBy;
            copy.NextHopPort = -1;
            ip.Transmit(copy);
        }

        network.Discard(packet);
    }
}
