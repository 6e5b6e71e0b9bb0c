using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>Packets for multicast groups: a member's sockets get a copy, and so does each interface that the tree leaves by.</summary>
internal sealed partial class NodeActor
{
    private void SetOutToGroup(Packet packet)
    {
        packet.SourceNode = _node.Index;
        if (packet.Ttl > 0 && _control.LacksMembers(packet))
        {
            _network.Trace.Write(TraceEvents.DroppedAt(_network.Clock.Now, _node.Index, packet.Number, DropReason.NoRoute));
        }

        // A time to live of 0 keeps it on this host (RFC 1112, 6.1).
        Spread(packet, packet.Ttl > 0 ? _control.Onward(packet) : []);
    }

    private void TakeForGroup(Packet packet)
    {
        ReadOnlySpan<int> onward = _node.Kind == NodeKind.Router ? _control.Onward(packet) : [];
        packet.Direction = -1;
        if (onward.Length > 0 && --packet.Ttl == 0)
        {
            // No error tells of it: RFC 1122, 3.2.2, allows none about a multicast.
            _network.Trace.Write(TraceEvents.DroppedAt(_network.Clock.Now, _node.Index, packet.Number, DropReason.TtlExpired));
            onward = [];
        }

        Spread(packet, onward);
    }

    private void Spread(Packet packet, ReadOnlySpan<int> onward)
    {
        if (_network.Members.IsMember(_node.Index, packet.Group)) DeliverToAll(_network.Duplicate(packet), missed: packet.SourceNode != _node.Index);
        foreach (int leavingBy in onward)
        {
            Packet copy = _network.Duplicate(packet);
            copy.Interface = leavingBy;
            copy.NextHopPort = -1;
            Transmit(copy);
        }

        _network.Discard(packet);
    }
}
