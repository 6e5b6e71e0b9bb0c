using NetComm.Network;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;
using NetComm.Runtime.Simulated.Control;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>What is for a node itself: put together, checked, and handed to its sockets.</summary>
/// <remarks>Not modelled: several flipped bits that make up for each other in a checksum.</remarks>
internal sealed class LocalDelivery
{
    /// <summary>Where an IPv4 header names the protocol behind it (RFC 791, 3.1).</summary>
    private const int ProtocolOffset = 9;

    private readonly SimulatedNetwork _network;
    private readonly IpLayer _ip;
    private readonly Node _node;
    private readonly IActorRef _self;
    private readonly EchoResponder _echoes;
    private readonly SegmentDelivery _segments;
    private ControlPlane? _control;
    private Reassembly _reassembly = new();

    internal LocalDelivery(SimulatedNetwork network, IpLayer ip, Node node, IActorRef self, ISocketOpener? sockets)
    {
        _network = network;
        _ip = ip;
        _node = node;
        _self = self;
        _echoes = new EchoResponder(network, ip, node);
        _segments = new SegmentDelivery(network, ip, node, sockets);
    }

    /// <summary>Who has which port.</summary>
    internal SocketTables Sockets { get; private set; } = new();

    internal void Use(ControlPlane control) => _control = control;

    /// <summary>Takes a packet whose destination this node is.</summary>
    internal void Deliver(Packet packet)
    {
        if (packet.Fragment is not null && !IsReassembled(packet)) return;
        if (FailsChecksum(packet)) return;
        switch (packet.Kind)
        {
            case PacketKind.Control:
                DeliverControl(packet);
                break;
            case PacketKind.Tcp:
                _segments.Deliver(packet, Sockets.Tcp);
                break;
            case PacketKind.Echo:
                _echoes.Deliver(packet, Sockets.Echoes);
                break;
            default:
                if (Sockets.Udp.Find(packet.DestinationPort, packet.Destination) is { } socket)
                    socket.Tell(PacketMessages.Delivered(packet), _self);
                else _ip.Refuse(packet, DropReason.NoSocket, IcmpHeader.Unreachable(UnreachableCode.Port));
                break;
        }
    }

    /// <summary>To all sockets with the port. A router hears broadcasts and has no use for them, so nobody misses a socket there.</summary>
    internal void DeliverToAll(Packet packet, bool missed)
    {
        if (packet.Fragment is not null && !IsReassembled(packet)) return;
        if (FailsChecksum(packet)) return;
        IReadOnlyList<IActorRef> sockets = Sockets.Udp.FindAll(packet.DestinationPort, packet.Destination);
        foreach (IActorRef socket in sockets) socket.Tell(PacketMessages.Delivered(_network.Duplicate(packet)), _self);
        if (sockets.Count == 0 && missed) _network.DropAt(_node.Index, packet, DropReason.NoSocket);
        else _network.Discard(packet);
    }

    /// <summary>Tells the socket whose packet an ICMP error is about.</summary>
    internal void Report(byte[] error)
    {
        if (!IcmpErrors.TryRead(error, out IcmpReport report)) return;
        IActorRef? socket = report.Transport switch
        {
            Transport.Icmp => Sockets.Echoes.Find(report.Local.Port),
            Transport.Tcp => Sockets.Tcp.Find(report.Local, report.Remote),
            _ => Sockets.Udp.Find(report.Local.Port, report.Local.Address),
        };
        socket?.Tell(report, _self);
    }

    /// <summary>A datagram that has not become whole is lost.</summary>
    internal void GiveUp(IpTimer.ReassemblyTimeout timeout)
    {
        if (_reassembly.GiveUp(timeout.Datagram))
            _network.Trace.Write(TraceEvents.DroppedAt(_network.Clock.Now, _node.Index, timeout.Datagram, DropReason.Reassembly));
    }

    /// <summary>The sockets are gone, and the parts that waited for others.</summary>
    internal SocketTables Crash()
    {
        SocketTables lost = Sockets;
        Sockets = new SocketTables(lost);
        _reassembly = new Reassembly();
        return lost;
    }

    private void DeliverControl(Packet control)
    {
        if (control.Data![ProtocolOffset] == (byte)IpProtocol.Icmp) Report(control.Data);
        else _control!.Take(control);
        _network.Discard(control);
    }

    // No error tells of it: who sent it cannot be known either (RFC 1122, 3.2.1.2, 4.1.3.4 and 4.2.2.7).
    private bool FailsChecksum(Packet packet)
    {
        if (packet.FlippedByte < 0) return false;
        _network.DropAt(_node.Index, packet, DropReason.Checksum);
        return true;
    }

    // Parts that wait here are no longer under way; the datagram is, again, once it is whole.
    private bool IsReassembled(Packet packet)
    {
        Fragment fragment = packet.Fragment!;
        bool isWhole = _reassembly.Add(fragment, packet.FlippedByte, out bool isFirst);
        if (isFirst && !isWhole)
            _network.Clock.At(_network.Clock.Now + Reassembly.Timeout, _self, new IpTimer.ReassemblyTimeout(fragment.Datagram));
        if (!isWhole)
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
