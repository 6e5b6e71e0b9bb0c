using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;
using NetComm.Runtime.Simulated.Control;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>
/// What stands on a node's IP layer: its sockets, the echo responder and the protocols that the node speaks of itself. Sockets send through
/// it; what the IP layer hands up goes to the socket, connection or protocol that it is for.
/// </summary>
internal sealed class TransportLayer : INodeDriver
{
    /// <summary>Where an IPv4 header names the protocol behind it (RFC 791, 3.1).</summary>
    private const int ProtocolOffset = 9;

    private readonly SimulatedNetwork _network;
    private readonly IActorRef _self;
    private readonly EchoResponder _echoes;
    private readonly SegmentDelivery _segments;
    private ControlPlane? _control;

    internal TransportLayer(SimulatedNetwork network, Node node, IActorRef self, ISocketOpener? sockets)
    {
        _network = network;
        _self = self;
        Ip = new IpLayer(network, node, this);
        _echoes = new EchoResponder(network, this, node);
        _segments = new SegmentDelivery(network, this, node, sockets);
    }

    internal IpLayer Ip { get; }

    internal bool IsDown => Ip.IsDown;

    /// <summary>Conversations of flows: the trace knows them again after a crash.</summary>
    internal Dictionary<(long Owner, IpEndpoint From, IpEndpoint To), int> Conversations { get; } = [];

    internal SocketTables Sockets { get; private set; } = new();

    internal void Use(ControlPlane control)
    {
        _control = control;
        if (_network.RipRoutes is not null) Ip.Use(control);
    }

    internal void Send(Packet packet) => Ip.Send(packet, _network.Clock.Now);

    internal void SendControl(Ipv4Address to, Func<Ipv4Address, byte[]> write) => Ip.SendControl(to, write, _network.Clock.Now);

    internal void Join(int group) => Ip.Join(group);

    internal void Leave(int group) => Ip.Leave(group);

    /// <summary>The node forgets everything. Its sockets are returned: they are no longer its own.</summary>
    internal SocketTables Crash()
    {
        Ip.Crash(_network.Clock.Now);
        SocketTables lost = Sockets;
        Sockets = new SocketTables(lost);
        return lost;
    }

    public void WakeAt(SimTime time, IpTimer timer) => _network.Clock.At(time, _self, timer);

    public void Deliver(Packet packet, SimTime now)
    {
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
                if (Sockets.Udp.Find(To(packet), From(packet)) is { } socket)
                    socket.Tell(PacketMessages.Delivered(packet), _self);
                else Ip.Refuse(packet, DropReason.NoSocket, IcmpHeader.Unreachable(UnreachableCode.Port), now);
                break;
        }
    }

    public void DeliverToAll(Packet packet, bool isMissed, SimTime now)
    {
        IReadOnlyList<IActorRef> sockets = Sockets.Udp.FindAll(To(packet), From(packet));
        foreach (IActorRef socket in sockets) socket.Tell(PacketMessages.Delivered(_network.Duplicate(packet)), _self);
        if (sockets.Count == 0 && isMissed) Ip.Drop(packet, DropReason.NoSocket, now);
        else _network.Discard(packet);
    }

    // A flow's socket at that port is the one that sends: the flow is for the other hosts.
    public bool HearsOwn(Packet broadcast)
    {
        bool sendsFromThere = broadcast.Owner.Flow is not null && broadcast.SourcePort == broadcast.DestinationPort;
        return Sockets.Udp.FindAll(To(broadcast), From(broadcast)).Count > (sendsFromThere ? 1 : 0);
    }

    public void Report(byte[] error)
    {
        if (!IcmpErrors.TryRead(error, out IcmpReport report)) return;
        IActorRef? socket = report.Transport switch
        {
            Transport.Icmp => Sockets.Echoes.Find(report.Local.Port),
            Transport.Tcp => Sockets.Tcp.Find(report.Local, report.Remote),
            _ => Sockets.Udp.Find(report.Local, report.Remote),
        };
        socket?.Tell(report, _self);
    }

    public void MembershipChanged(int group, bool isMember)
    {
        if (isMember) _control!.Join(group);
        else _control!.Leave(group);
    }

    private static IpEndpoint To(Packet packet) => new(packet.Destination, packet.DestinationPort);

    private static IpEndpoint From(Packet packet) => new(packet.Source, packet.SourcePort);

    private void DeliverControl(Packet control)
    {
        if (control.Data![ProtocolOffset] == (byte)IpProtocol.Icmp) Report(control.Data);
        else _control!.Take(control);
        _network.Discard(control);
    }
}
