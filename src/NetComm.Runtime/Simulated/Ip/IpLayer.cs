using NetComm.Network;
using NetComm.Protocols.Icmp;
using NetComm.Runtime.Simulated.Control;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>
/// The IP layer of a host or router: what is for the node goes up to its sockets; a router forwards other packets with TTL − 1, a host
/// never does. Its sockets call it; the node's actor tells it what arrives, and lends it a timer.
/// </summary>
internal sealed class IpLayer
{
    /// <summary>Of packets that a node makes of itself: as Linux's ip_default_ttl.</summary>
    private const byte DefaultTtl = 64;

    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly ForwardingTable _forwarding;
    private readonly ArpResolver _arp;
    private readonly LocalDelivery _local;
    private readonly GroupForwarding _groups;
    private ControlPlane? _control;

    internal IpLayer(SimulatedNetwork network, Node node, IActorRef self, ISocketOpener? sockets)
    {
        _network = network;
        _node = node;
        _forwarding = new ForwardingTable(network.Map, node);
        _arp = new ArpResolver(network, this, node, self);
        _local = new LocalDelivery(network, this, node, self, sockets);
        _groups = new GroupForwarding(network, this, node, _local);
    }

    /// <summary>Whether the node has crashed and is not back.</summary>
    internal bool IsDown { get; private set; }

    /// <summary>Conversations of flows: the trace knows them again after a crash.</summary>
    internal Dictionary<(long Owner, IpEndpoint From, IpEndpoint To), int> Conversations { get; } = [];

    /// <summary>The node's sockets.</summary>
    internal SocketTables Sockets => _local.Sockets;

    /// <summary>The node's own protocols, which know where packets for a group go.</summary>
    internal void Use(ControlPlane control)
    {
        _control = control;
        _local.Use(control);
        _groups.Use(control);
    }

    /// <summary>A packet of this node sets out.</summary>
    internal void Send(Packet packet)
    {
        if (IsHere(packet)) _local.Deliver(packet);
        else if (packet.DestinationNode >= 0) Route(packet);
        else if (packet.IsForGroup) _groups.Send(packet);
        else if (packet.Interface >= 0) Transmit(packet);
        else _network.DropAt(_node.Index, packet, DropReason.NoRoute);
    }

    /// <summary>A packet has arrived at one of its interfaces.</summary>
    internal void Receive(Packet packet)
    {
        _network.Trace.Write(TraceEvents.Delivered(_network.Clock.Now, packet.Direction, packet.Number, packet.IsCopy));
        if (IsDown) _network.DropAt(_node.Index, packet, DropReason.Down);
        else if (IsFiltered(packet)) _network.Discard(packet);
        else if (packet.FailsAtNextNode) _network.DropAt(_node.Index, packet, DropReason.Checksum);
        else if (packet.Kind is PacketKind.ArpRequest or PacketKind.ArpReply) _arp.Receive(packet);
        else if (IsHere(packet)) _local.Deliver(packet);
        else if (packet.DestinationNode < 0) ReceiveForMany(packet);
        else if (_node.Kind == NodeKind.Router) Forward(packet);
        else _network.DropAt(_node.Index, packet, DropReason.NoRoute);
    }

    /// <summary>Sends an IP packet of the node's own, written for the address that it leaves from.</summary>
    internal void SendControl(Ipv4Address to, Func<Ipv4Address, byte[]> write)
    {
        int destination = _network.Map.Addresses.DestinationOf(to);
        if (destination < 0 || destination == _node.Index) return;
        NextHop hop = _forwarding.Next(destination);
        if (hop.Interface < 0) return;

        Ipv4Address source = _network.Interfaces[hop.Interface].At.Address;
        byte[] bytes = write(source);
        Packet control = _network.Run.Packets.Rent();
        control.Kind = PacketKind.Control;
        control.Number = _network.Run.Progress.NextPacket();
        control.Data = bytes;
        control.WireBytes = bytes.Length;
        control.Source = source;
        control.Destination = to;
        control.DestinationNode = destination;
        control.Ttl = DefaultTtl;
        _network.Trace.Write(TraceEvents.ControlSent(_network.Clock.Now, hop.Interface, control.Number, bytes.Length), bytes);
        if (control.IsAwaited) _network.Run.Progress.SetOut();
        Route(control);
    }

    /// <summary>Ends a packet here, and tells its sender why.</summary>
    internal void Refuse(Packet packet, DropReason reason, IcmpHeader error)
    {
        if (IcmpErrors.MayBeAbout(packet))
        {
            int sender = _network.Map.Addresses.DestinationOf(packet.Source);
            if (_network.Map.Addresses.IsAt(sender, _node.Index))
                _local.Report(IcmpErrors.About(packet, error, packet.Source, packet.Source));
            else SendControl(packet.Source, from => IcmpErrors.About(packet, error, from, packet.Source));
        }

        _network.DropAt(_node.Index, packet, reason);
    }

    /// <summary>Gives a packet to the interface that it leaves by, in parts where it is too large.</summary>
    internal void Transmit(Packet packet)
    {
        NodeInterface leavingBy = _network.Interfaces[packet.Interface];
        if (packet.WireBytes <= leavingBy.Mtu)
        {
            leavingBy.Transmitter.Offer(packet, _network.Clock.Now);
            return;
        }

        if (packet.Kind == PacketKind.Tcp)
        {
            // Segments are sent with Don't Fragment, so that the sender learns what the path takes (RFC 1191).
            Refuse(packet, DropReason.TooBig, IcmpHeader.FragmentationNeeded((ushort)leavingBy.Mtu));
            return;
        }

        foreach (Packet fragment in Fragmentation.Cut(_network, packet, leavingBy.Mtu)) leavingBy.Transmitter.Offer(fragment, _network.Clock.Now);
    }

    /// <summary>Something was waited for long enough.</summary>
    internal void TimerExpired(IpTimer timer)
    {
        if (timer is IpTimer.ArpRetry retry && !IsDown) _arp.Retry(retry);
        else if (timer is IpTimer.ReassemblyTimeout timeout) _local.GiveUp(timeout);
    }

    /// <summary>
    /// The node forgets everything, and takes nothing in until it is back. Its sockets are returned: they are no longer its own.
    /// </summary>
    internal SocketTables Crash()
    {
        IsDown = true;
        _arp.Crash();
        return _local.Crash();
    }

    internal void Restart() => IsDown = false;

    /// <summary>A socket, or the timeline, makes the node a member of a group.</summary>
    internal void Join(int group)
    {
        if (_network.Members.Join(_node.Index, group) && !IsDown) _control!.Join(group);
    }

    /// <summary>A socket, or the timeline, ends a membership.</summary>
    internal void Leave(int group)
    {
        if (_network.Members.Leave(_node.Index, group) && !IsDown) _control!.Leave(group);
    }

    // The network interface takes frames for its own address and for all: others reach it while the switch does not know the way.
    private bool IsFiltered(Packet packet)
    {
        NodeInterface at = _network.Interfaces[packet.Interface];
        return at.IsOnLan && packet.NextHopPort >= 0 && packet.NextHopPort != at.At.Port;
    }

    private bool IsHere(Packet packet) => packet.DestinationNode == _node.Index
        || _network.Map.Addresses.IsAt(packet.DestinationNode, _node.Index);

    private void ReceiveForMany(Packet packet)
    {
        if (packet.Kind == PacketKind.Control) _local.Deliver(packet);
        else if (packet.IsForGroup) _groups.Receive(packet);
        else _local.DeliverToAll(packet, missed: _node.Kind == NodeKind.Host);
    }

    private void Forward(Packet packet)
    {
        if (--packet.Ttl == 0) Refuse(packet, DropReason.TtlExpired, IcmpHeader.TimeExceeded(TimeExceededCode.TimeToLive));
        else Route(packet);
    }

    private void Route(Packet packet)
    {
        NextHop hop = _forwarding.Next(packet.DestinationNode);
        if (hop.Interface < 0)
        {
            Refuse(packet, DropReason.NoRoute, IcmpHeader.Unreachable(UnreachableCode.Network));
            return;
        }

        packet.Interface = hop.Interface;
        if (!_network.Interfaces[hop.Interface].IsOnLan || _arp.Resolves(packet, hop)) Transmit(packet);
    }
}

/// <summary>To a node, from its IP layer: something was waited for long enough.</summary>
internal abstract record IpTimer
{
    private IpTimer()
    {
    }

    /// <summary>An ARP request was sent a second ago.</summary>
    internal sealed record ArpRetry(int Interface, int Neighbour, int Asked) : IpTimer;

    /// <summary>The parts of a datagram have waited for the others.</summary>
    internal sealed record ReassemblyTimeout(long Datagram) : IpTimer;
}
