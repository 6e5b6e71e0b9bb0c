using NetComm.Sim.Model;
using NetComm.Sim.Packets;
using NetComm.Sim.Runtime.Routing;
using NetComm.Sim.Runtime.Simulated.Control;
using NetComm.Sim.Runtime.Simulated.Streams;
using NetComm.Sim.Runtime.Sockets;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>
/// A host or router: its IP layer. Sockets are its children. What is for it goes up to a socket; a router sends on the rest, one less to live; a
/// host never does.
/// </summary>
internal sealed partial class NodeActor : UntypedActor
{
    private sealed record ArpRetry(int Interface, int Neighbour, int Asked);

    private sealed record ReassemblyTimeout(long Datagram);

    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly PortTable _ports = new();
    private readonly EchoTable _echoes = new();
    private readonly TcpTable _tcp = new();
    private readonly RandomStream _sequenceNumbers;
    private readonly ControlPlane _control;
    private ArpCache _arp = new();
    private Reassembly _reassembly = new();
    private bool _crashed;

    public NodeActor(SimulatedNetwork network, Node node)
    {
        _network = network;
        _node = node;
        _sequenceNumbers = network.Run.Luck($"tcp:{node.Name}");
        _control = new ControlPlane(network, node, Self, SendControl);
    }

    // A socket that fails is closed, as the system does with a process that crashes; the failure ends the run (ActorFailed in the trace).
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void OnReceive(object message)
    {
        if (message is Packet packet)
        {
            if (packet.Direction >= 0) Arrived(packet);
            else SetOut(packet);
            return;
        }

        switch (message)
        {
            case SocketCall.Open open:
                OpenSocket(open);
                break;
            case ArpRetry retry when !_crashed:
                RetryArp(retry);
                break;
            case ControlPlane.Timer timer:
                _control.Expire(timer);
                break;
            case NodeOrder order:
                Obey(order);
                break;
            case ReassemblyTimeout timeout when _reassembly.GiveUp(timeout.Datagram):
                _network.Trace.Write(TraceEvents.DroppedAt(_network.Clock.Now, _node.Index, timeout.Datagram, DropReason.Reassembly));
                break;
        }
    }

    // A method of its own: what a lambda captures is allocated where its scope begins, and that would be every message.
    private void OpenSocket(SocketCall.Open open)
    {
        IActorRef self = Self, sender = Sender;
        Props? props = open.Transport switch
        {
            Transport.Udp => Props.Create(() => new UdpSocketActor(_network, _node, _ports, self, sender, open.Owner)),
            Transport.Tcp => Props.Create(() => new TcpSocketActor(_network, _node, _tcp, _sequenceNumbers, self, open.Owner, null)),
            Transport.Icmp => Props.Create(() => new EchoSocketActor(_network, _node, _echoes, self, sender, open.Owner)),
            _ => null,
        };
        if (props is null) sender.Tell(new SocketReply.Done(Errno.EOPNOTSUPP), self);
        else sender.Tell(new SocketReply.Opened(Context.ActorOf(props)), self);
    }

    private void Arrived(Packet packet)
    {
        _network.Trace.Write(TraceEvents.Delivered(_network.Clock.Now, packet.Direction, packet.Number, packet.IsCopy));
        if (_crashed) _network.DropAt(_node.Index, packet, DropReason.Down);
        else if (_network.OnLan[packet.Interface] && IsFiltered(packet)) _network.Discard(packet);
        else if (packet.FailsAtNextNode) _network.DropAt(_node.Index, packet, DropReason.Checksum);
        else if (packet.Kind is PacketKind.ArpRequest or PacketKind.ArpReply) TakeArp(packet);
        else if (IsHere(packet)) DeliverHere(packet);
        else if (packet.DestinationNode < 0) TakeForMany(packet);
        else if (_node.Kind == NodeKind.Router) SendOn(packet);
        else _network.DropAt(_node.Index, packet, DropReason.NoRoute);
    }

    private void Obey(NodeOrder order)
    {
        switch (order)
        {
            case NodeOrder.Crash:
                Crash();
                break;
            case NodeOrder.Start:
                _control.Start();
                break;
            case NodeOrder.Restart:
                _crashed = false;
                _control.Restart();
                break;
            case NodeOrder.Carrier carrier when !_crashed:
                _control.Carrier(carrier.Interface, carrier.Found);
                break;
            case NodeOrder.Join join when _network.Members.Join(_node.Index, join.Group) && !_crashed:
                _control.Join(join.Group);
                break;
            case NodeOrder.Leave leave when _network.Members.Leave(_node.Index, leave.Group) && !_crashed:
                _control.Leave(leave.Group);
                break;
        }
    }

    private void Crash()
    {
        _crashed = true;
        _control.Crash();
        foreach (IActorRef connection in _tcp.Connected()) connection.Tell(new TcpOrder.Vanish(), Self);
        foreach (Packet waiting in _arp.AllWaiting()) _network.DropAt(_node.Index, waiting, DropReason.Down);
        _arp = new ArpCache();
        _reassembly = new Reassembly();
    }

    // Ends a packet here, and tells its sender why.
    private void Refuse(Packet packet, DropReason reason, IcmpHeader error)
    {
        if (IcmpErrors.MayBeAbout(packet))
        {
            int sender = _network.Map.Addresses.DestinationOf(packet.Source);
            if (_network.Map.Addresses.IsAt(sender, _node.Index)) Report(IcmpErrors.About(packet, error, packet.Source, packet.Source));
            else SendControl(packet.Source, from => IcmpErrors.About(packet, error, from, packet.Source));
        }

        _network.DropAt(_node.Index, packet, reason);
    }

    private void SendControl(Ipv4Address to, Func<Ipv4Address, byte[]> write)
    {
        int destination = _network.Map.Addresses.DestinationOf(to);
        if (destination < 0 || destination == _node.Index) return;
        Hop hop = _network.Map.Next(_node.Index, destination);
        if (hop.Interface < 0) return;

        byte[] bytes = write(_network.Interfaces[hop.Interface].Address);
        Packet control = _network.Run.Packets.Rent();
        control.Kind = PacketKind.Control;
        control.Number = _network.Run.Progress.NextPacket();
        control.Data = bytes;
        control.WireBytes = bytes.Length;
        control.Source = _network.Interfaces[hop.Interface].Address;
        control.Destination = to;
        control.DestinationNode = destination;
        control.Ttl = 64;
        _network.Trace.Write(TraceEvents.ControlSent(_network.Clock.Now, hop.Interface, control.Number, bytes.Length), bytes);
        if (control.IsAwaited) _network.Run.Progress.SetOut();
        Route(control);
    }

    // The network interface takes frames for its own address and for all: others reach it while the switch does not know the way.
    private bool IsFiltered(Packet packet) => packet.NextHopPort >= 0 && packet.NextHopPort != _network.Interfaces[packet.Interface].Port;

    private void SetOut(Packet packet)
    {
        if (IsHere(packet)) DeliverHere(packet);
        else if (packet.DestinationNode >= 0) Route(packet);
        else if (packet.IsForGroup) SetOutToGroup(packet);
        else if (packet.Interface >= 0) Transmit(packet);
        else _network.DropAt(_node.Index, packet, DropReason.NoRoute);
    }

    private bool IsHere(Packet packet) => packet.DestinationNode == _node.Index || _network.Map.Addresses.IsAt(packet.DestinationNode, _node.Index);

    private void SendOn(Packet packet)
    {
        packet.Direction = -1;
        if (--packet.Ttl == 0) Refuse(packet, DropReason.TtlExpired, IcmpHeader.TimeExceeded(TimeExceededCode.TimeToLive));
        else Route(packet);
    }

    private void Route(Packet packet)
    {
        Hop hop = _network.Map.Next(_node.Index, packet.DestinationNode);
        if (hop.Interface < 0)
        {
            Refuse(packet, DropReason.NoRoute, IcmpHeader.Unreachable(UnreachableCode.Network));
            return;
        }

        packet.Interface = hop.Interface;
        if (_network.OnLan[hop.Interface])
        {
            // Who is not there is asked for under a number of its own, below 0.
            int neighbour = hop.NextInterface >= 0 ? hop.NextInterface : -1 - packet.DestinationNode;
            packet.NextHopPort = neighbour >= 0 ? _network.Interfaces[neighbour].Port : -1;
            if (!_arp.Knows(neighbour, _network.Clock.Now))
            {
                WaitForArp(packet, hop.Interface, neighbour);
                return;
            }
        }

        Transmit(packet);
    }

    private void Transmit(Packet packet)
    {
        IActorRef medium = _network.Media[_network.Interfaces[packet.Interface].Medium];
        if (packet.WireBytes <= _network.Mtu[packet.Interface])
        {
            medium.Tell(packet, Self);
            return;
        }

        if (packet.Kind == PacketKind.Tcp)
        {
            // Segments are sent with Don't Fragment, so that the sender learns what the path takes (RFC 1191).
            Refuse(packet, DropReason.TooBig, IcmpHeader.FragmentationNeeded((ushort)_network.Mtu[packet.Interface]));
            return;
        }

        foreach (Packet fragment in Fragmentation.Cut(_network, packet, _network.Mtu[packet.Interface])) medium.Tell(fragment, Self);
    }

    private void WaitForArp(Packet packet, int from, int neighbour)
    {
        bool ask = _arp.Wait(neighbour, packet, out Packet? overflow);
        if (overflow is not null) _network.DropAt(_node.Index, overflow, DropReason.NoArp);
        if (ask) AskArp(from, neighbour, asked: 1);
    }

    private void AskArp(int from, int neighbour, int asked)
    {
        SendArp(PacketKind.ArpRequest, from, neighbour);
        _network.Clock.At(_network.Clock.Now + ArpCache.RetryAfter, Self, new ArpRetry(from, neighbour, asked));
    }

    private void RetryArp(ArpRetry retry)
    {
        if (_arp.AskAgain(retry.Neighbour, retry.Asked)) AskArp(retry.Interface, retry.Neighbour, retry.Asked + 1);
        else foreach (Packet packet in _arp.GiveUp(retry.Neighbour, retry.Asked)) Refuse(packet, DropReason.NoArp, IcmpHeader.Unreachable(UnreachableCode.Host));
    }

    private void SendArp(PacketKind kind, int from, int neighbour)
    {
        Ipv4Address about = neighbour >= 0 ? _network.Interfaces[neighbour].Address : _network.Map.Addresses.AddressOf(-1 - neighbour);
        Packet arp = _network.Run.Packets.Rent();
        arp.Kind = kind;
        arp.Number = _network.Run.Progress.NextPacket();
        arp.Interface = from;
        arp.ArpSender = from;
        arp.ArpTarget = neighbour;
        arp.DestinationNode = kind == PacketKind.ArpReply ? _network.Interfaces[neighbour].Node : -1;
        arp.NextHopPort = kind == PacketKind.ArpReply ? _network.Interfaces[neighbour].Port : -1;
        arp.WireBytes = ArpBytes;
        _network.Trace.Write(TraceEvents.ArpSent(
            _network.Clock.Now, from, arp.Number, about, neighbour >= 0 ? neighbour : from, reply: kind == PacketKind.ArpReply));
        _network.Media[_network.Interfaces[from].Medium].Tell(arp, Self);
    }

    private void TakeArp(Packet arp)
    {
        int here = arp.Interface;
        bool forMe = arp.ArpTarget == here;
        int sender = arp.ArpSender;
        bool request = arp.Kind == PacketKind.ArpRequest;
        _network.Discard(arp);
        if (!forMe) return;

        // RFC 826: who is asked learns the asker too, before it answers.
        foreach (Packet waiting in _arp.Learn(sender, _network.Clock.Now)) Transmit(waiting);
        if (request) SendArp(PacketKind.ArpReply, here, sender);
    }

    /// <summary>RFC 826 for Ethernet and IPv4: 8 B and two pairs of 6 B and 4 B.</summary>
    private const int ArpBytes = 28;
}
