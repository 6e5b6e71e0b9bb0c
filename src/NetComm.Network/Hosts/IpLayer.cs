using NetComm.Protocols.Icmp;

namespace NetComm.Network;

/// <summary>
/// The IP layer of a host or router: what is for the node is put together, checked and handed up; what is for others goes to the interface
/// that it leaves by. Who gets a packet is decided by its cast: <see cref="Unicast"/>, <see cref="Anycast"/>, <see cref="Broadcast"/>,
/// <see cref="Multicast"/>.
/// </summary>
/// <remarks>Not modelled: several flipped bits that make up for each other in a checksum.</remarks>
internal sealed class IpLayer
{
    /// <summary>Of packets that a node makes of itself: as Linux's ip_default_ttl.</summary>
    private const byte DefaultTtl = 64;

    private readonly DataPlane _plane;
    private readonly Node _node;
    private readonly INodeDriver _driver;
    private readonly DestinationTable _addresses;
    private readonly ArpResolver _arp;
    private readonly Unicast _unicast;
    private readonly Broadcast _broadcast;
    private readonly Multicast _multicast;
    private Reassembly _reassembly = new();

    internal IpLayer(DataPlane plane, Node node, INodeDriver driver)
    {
        _plane = plane;
        _node = node;
        _driver = driver;
        _addresses = plane.Map.Addresses;
        _arp = new ArpResolver(plane, this, driver);
        _unicast = new Unicast(plane, this, node, _arp);
        _broadcast = new Broadcast(plane, this, node, driver);
        _multicast = new Multicast(plane, this, node, driver);
    }

    internal bool IsDown { get; private set; }

    /// <summary>How the node knows where packets for a group go, in place of the trees of static routing.</summary>
    internal void Use(IMulticastRoutes routes) => _multicast.Use(routes);

    internal void Send(Packet packet, SimTime now)
    {
        packet.SourceNode = _node.Index;
        if (IsOnOtherSides(packet.To)) Drop(packet, DropReason.Down, now);
        else if (IsHere(packet.To)) DeliverHere(packet, now);
        else if (packet.To.IsOne) _unicast.Send(packet, now);
        else if (packet.To.IsGroup) _multicast.Send(packet, now);
        else _broadcast.Send(packet, now);
    }

    internal void Receive(Packet packet, SimTime now)
    {
        _plane.Trace.Write(TraceEvents.Delivered(now, packet.Hop.Direction.Index, packet.Number, packet.Hop.IsCopy));
        if (IsDown) Drop(packet, DropReason.Down, now);
        else if (IsFiltered(packet)) _plane.Discard(packet);
        else if (packet.FailsAtNextNode) Drop(packet, DropReason.Checksum, now);
        else if (packet.Kind is PacketKind.ArpRequest or PacketKind.ArpReply) _arp.Receive(packet, now);
        else if (IsHere(packet.To)) DeliverHere(packet, now);
        else if (packet.To.IsOne) _unicast.Receive(packet, now);
        else if (packet.Kind == PacketKind.Control) DeliverHere(packet, now);
        else if (packet.To.IsGroup) _multicast.Receive(packet, now);
        else _broadcast.Receive(packet, now);
    }

    /// <summary>Gives a packet to the interface that it leaves by, in parts where it is too large.</summary>
    internal void Transmit(Packet packet, SimTime now)
    {
        NodeInterface leavingBy = _plane.Interfaces[packet.Hop.Interface];
        if (packet.IpLength <= leavingBy.Mtu || packet.IsReliable)
        {
            leavingBy.Transmitter.Offer(packet, now);
            return;
        }

        if (packet.Kind == PacketKind.Tcp)
        {
            // Segments are sent with Don't Fragment, so that the sender learns what the path takes (RFC 1191).
            Refuse(packet, DropReason.TooBig, IcmpHeader.FragmentationNeeded((ushort)leavingBy.Mtu), now);
            return;
        }

        foreach (Packet fragment in Fragmentation.Cut(_plane, packet, leavingBy.Mtu, now)) leavingBy.Transmitter.Offer(fragment, now);
    }

    internal void DeliverHere(Packet packet, SimTime now)
    {
        if (IsWholeAndRight(packet, now)) _driver.Deliver(packet, now);
    }

    internal void DeliverToAll(Packet packet, bool isMissed, SimTime now)
    {
        if (IsWholeAndRight(packet, now)) _driver.DeliverToAll(packet, isMissed, now);
    }

    /// <summary>Sends an IP packet of the node's own, written for the address that it leaves from.</summary>
    internal void SendControl(Ipv4Address to, Func<Ipv4Address, byte[]> write, SimTime now)
    {
        int destination = _addresses.DestinationOf(to);
        if (destination < 0 || destination == _node.Index) return;
        NextHop hop = _unicast.NextHop(destination);
        if (!hop.Exists) return;

        Ipv4Address source = _plane.Interfaces[hop.Interface].At.Address;
        byte[] bytes = write(source);
        Packet control = _plane.Packets.Rent();
        control.Kind = PacketKind.Control;
        control.Number = _plane.NextPacketNumber();
        control.Data = bytes;
        control.IpLength = bytes.Length;
        control.Source = source;
        control.Destination = to;
        control.To = Destination.One(destination);
        control.Ttl = DefaultTtl;
        _plane.Trace.Write(TraceEvents.ControlSent(now, hop.Interface, control.Number, bytes.Length), bytes);
        _plane.SetOut(control);
        _unicast.Send(control, now);
    }

    internal void Refuse(Packet packet, DropReason reason, IcmpHeader error, SimTime now)
    {
        if (_plane.SpeaksArpAndIcmp && IcmpErrors.MayBeAbout(packet))
        {
            if (IsHere(Destination.One(_addresses.DestinationOf(packet.Source, _node))))
                _driver.Report(IcmpErrors.About(packet, error, packet.Source, packet.Source));
            else SendControl(packet.Source, from => IcmpErrors.About(packet, error, from, packet.Source), now);
        }

        Drop(packet, reason, now);
    }

    internal void Drop(Packet packet, DropReason reason, SimTime now) => _plane.DropAt(_node.Index, packet, reason, now);

    internal void TimerExpired(IpTimer timer, SimTime now)
    {
        if (timer is IpTimer.ArpRetry retry && !IsDown) _arp.Retry(retry, now);
        else if (timer is IpTimer.ReassemblyTimeout { Datagram: var datagram } && _reassembly.GiveUp(datagram))
            _plane.Trace.Write(TraceEvents.DroppedAt(now, _node.Index, datagram, DropReason.Reassembly));
    }

    /// <summary>The node forgets everything, and takes nothing in until it is back.</summary>
    internal void Crash(SimTime now)
    {
        IsDown = true;
        _arp.Crash(now);
        _reassembly = new Reassembly();
    }

    internal void Restart() => IsDown = false;

    internal void Join(int group) => _multicast.Join(group);

    internal void Leave(int group) => _multicast.Leave(group);

    // All who have the address are on other sides of a partition.
    private bool IsOnOtherSides(Destination to) =>
        to.IsOne && _plane.Map.HasPartitions && _addresses.EndsOf(to.Number) is { Count: > 0 } ends
        && ends.All(end => _plane.Map.AreApart(_node.Index, end));

    private bool IsHere(Destination to) => to.IsOne && _addresses.IsAt(to.Number, _node.Index);

    // The network interface takes frames for its own address and for all: others reach it while the switch does not know the way.
    private bool IsFiltered(Packet packet)
    {
        NodeInterface at = _plane.Interfaces[packet.Hop.Interface];
        return at.IsOnLan && packet.Hop.NextHopPort is { } port && port != at.At.Port;
    }

    // No error tells of a checksum: who sent it cannot be known either (RFC 1122, 3.2.1.2, 4.1.3.4 and 4.2.2.7).
    private bool IsWholeAndRight(Packet packet, SimTime now)
    {
        if (packet.Kind != PacketKind.Control && _plane.Map.AreApart(packet.SourceNode, _node.Index))
        {
            Drop(packet, DropReason.Down, now);
            return false;
        }

        if (packet.Fragment is not null && !IsReassembled(packet, now)) return false;
        if (packet.Hop.FlippedByte.IsNone) return true;
        Drop(packet, DropReason.Checksum, now);
        return false;
    }

    // Parts that wait here are no longer under way; the datagram is, again, once it is whole.
    private bool IsReassembled(Packet packet, SimTime now)
    {
        Fragment fragment = packet.Fragment!;
        bool isWhole = _reassembly.Add(fragment, packet.Hop.FlippedByte, out bool isFirst);
        if (isFirst && !isWhole) _driver.WakeAt(now + Reassembly.Timeout, new IpTimer.ReassemblyTimeout(fragment.Datagram));
        if (!isWhole)
        {
            _plane.Discard(packet);
            return false;
        }

        packet.Number = fragment.Datagram;
        packet.Fragment = null;
        packet.Hop.FlippedByte = _reassembly.FlippedByte;
        return true;
    }
}

/// <summary>Who runs a node: has its sockets, and wakes its IP layer.</summary>
internal interface INodeDriver
{
    void WakeAt(SimTime time, IpTimer timer);

    void Deliver(Packet packet, SimTime now);

    /// <summary>Takes a packet for all on a network, or for a group.</summary>
    /// <param name="isMissed">Whether it counts as dropped where no socket wants it.</param>
    void DeliverToAll(Packet packet, bool isMissed, SimTime now);

    /// <summary>Whether a socket of the node is to have a copy of a broadcast that the node sends.</summary>
    bool HearsOwn(Packet broadcast);

    /// <summary>Takes an ICMP error, as a whole IP packet, about what one of the node's sockets has sent.</summary>
    void Report(byte[] error);

    void MembershipChanged(int group, bool isMember);
}

internal abstract record IpTimer
{
    internal sealed record ArpRetry(int Interface, ArpNeighbour Neighbour, int Asked) : IpTimer;

    internal sealed record ReassemblyTimeout(long Datagram) : IpTimer;
}
