using NetComm.Sim.Model;
using NetComm.Sim.Packets;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What is for this node: put together, checked, and handed to its sockets.</summary>
/// <remarks>Not modelled: several flipped bits that make up for each other in a checksum.</remarks>
internal sealed partial class NodeActor
{
    private void DeliverHere(Packet packet)
    {
        if (packet.Fragment is not null && !Reassembled(packet)) return;
        if (FailsChecksum(packet)) return;
        if (packet.Kind == PacketKind.Control) TakeControl(packet);
        else if (packet.Kind == PacketKind.Tcp) TakeSegment(packet);
        else if (packet.Kind == PacketKind.Echo) TakeEcho(packet);
        else if (_ports.Find(packet.DestinationPort, packet.Destination) is { } socket) socket.Tell(packet, Self);
        else Refuse(packet, DropReason.NoSocket, IcmpHeader.Unreachable(UnreachableCode.Port));
    }

    // No error tells of it: who sent it cannot be known either (RFC 1122, 3.2.1.2, 4.1.3.4 and 4.2.2.7).
    private bool FailsChecksum(Packet packet)
    {
        if (packet.FlippedByte < 0) return false;
        _network.DropAt(_node.Index, packet, DropReason.Checksum);
        return true;
    }

    private void TakeControl(Packet control)
    {
        if (control.Data![9] != (byte)IpProtocol.Icmp)
        {
            _control.Take(control);
        }
        else
        {
            Report(control.Data);
        }

        _network.Discard(control);
    }

    // To the socket whose packet an ICMP error is about.
    private void Report(byte[] error)
    {
        if (!IcmpErrors.TryRead(error, out IcmpReport report)) return;
        IActorRef? socket = report.Transport switch
        {
            Transport.Icmp => _echoes.Find(report.Local.Port),
            Transport.Tcp => _tcp.Find(report.Local, report.Remote),
            _ => _ports.Find(report.Local.Port, report.Local.Address),
        };
        socket?.Tell(report, Self);
    }

    private void TakeForMany(Packet packet)
    {
        if (packet.Kind == PacketKind.Control)
        {
            if (FailsChecksum(packet)) return;
            _control.Take(packet);
            _network.Discard(packet);
        }
        else if (packet.IsForGroup)
        {
            TakeForGroup(packet);
        }
        else
        {
            DeliverToAll(packet, missed: _node.Kind == NodeKind.Host);
        }
    }

    // To all sockets with the port. A router hears broadcasts and has no use for them, so nobody misses a socket there.
    private void DeliverToAll(Packet packet, bool missed)
    {
        if (packet.Fragment is not null && !Reassembled(packet)) return;
        if (FailsChecksum(packet)) return;
        IReadOnlyList<IActorRef> sockets = _ports.FindAll(packet.DestinationPort, packet.Destination);
        foreach (IActorRef socket in sockets) socket.Tell(_network.Duplicate(packet), Self);
        if (sockets.Count == 0 && missed) _network.DropAt(_node.Index, packet, DropReason.NoSocket);
        else _network.Discard(packet);
    }

    // Parts that wait here are no longer under way; the datagram is, again, once it is whole.
    private bool Reassembled(Packet packet)
    {
        Fragment fragment = packet.Fragment!;
        bool whole = _reassembly.Add(fragment, packet.FlippedByte, out bool first);
        if (first && !whole) _network.Clock.At(_network.Clock.Now + Reassembly.Timeout, Self, new ReassemblyTimeout(fragment.Datagram));
        if (!whole)
        {
            _network.Discard(packet);
            return false;
        }

        packet.Number = fragment.Datagram;
        packet.Fragment = null;
        packet.FlippedByte = _reassembly.FlippedByte;
        return true;
    }
}
