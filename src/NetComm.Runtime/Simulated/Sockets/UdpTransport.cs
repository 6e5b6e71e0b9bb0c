using NetComm.Runtime.Simulated.Ip;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>Carries the datagrams of a simulated UDP socket: the port table of its host, and the IP layer.</summary>
internal sealed class UdpTransport(SocketContext context, IActorRef socket, SocketOptions options) : IUdpTransport
{
    private readonly SimulatedNetwork _network = context.Network;
    private readonly Node _node = context.Node;
    private readonly TransportLayer _ip = context.Ip;
    private readonly DscpTrace _dscp = new(context.Network.Trace);
    private IpEndpoint _local;
    private IpEndpoint _lastTo;
    private int _lastConversation = -1;
    private Destination _lastDestination;
    private int _lastInterface;
    private Ipv4Address _lastSource;
    private Ipv4Address _asked;

    public Ipv4Address Localhost => Ipv4Address.Localhost;

    public Ipv4Address Local => _local.Address;

    public bool IsShared(Ipv4Address address) => context.IsShared(address);

    public bool IsBroadcast(Ipv4Address address) => context.IsBroadcast(address);

    public bool IsOwn(Ipv4Address address) => context.IsOwn(address);

    public Errno Bind(IpEndpoint wanted, out IpEndpoint local)
    {
        int port = wanted.Port;
        Errno errno = context.Sockets.Udp.TryBind(ref port, wanted.Address, socket, options);
        local = wanted with { Port = port };
        if (errno == Errno.None) _local = local;
        return errno;
    }

    public Errno Connect(IpEndpoint peer)
    {
        if (FindRoute(peer.Address, out Destination destination, out int leavingBy) is var failure and not Errno.None) return failure;
        BoundPort<IActorRef> bound = context.Sockets.Udp.Of(socket)!;
        bound.Connect(SourceTowards(peer.Address, destination, leavingBy), peer);
        _local = bound.Local;
        return Errno.None;
    }

    public Errno FindRoute(IpEndpoint to, Ipv4Address from)
    {
        (_lastTo, _asked, _lastConversation) = (to, from, -1);
        return FindRoute(to.Address, out _lastDestination, out _lastInterface);
    }

    public void Send(byte[] data)
    {
        // Not before: a conversation opens with its first packet.
        OpenConversation(_asked != Ipv4Address.Any ? _asked : SourceTowards(_lastTo.Address, _lastDestination, _lastInterface));
        Packet packet = _network.Run.Packets.Rent();
        packet.Bytes = data.Length;
        packet.Data = data;
        packet.Dscp = options.Dscp;
        packet.SentAt = _network.Clock.Now;
        SendOut(packet);
    }

    internal void SendFromFlow(Packet packet)
    {
        if (_ip.IsDown)
        {
            // A host that has crashed sends nothing.
            _network.Run.Packets.Return(packet);
            return;
        }

        var to = new IpEndpoint(packet.Destination, packet.DestinationPort);
        bool isAsBefore = to == _lastTo && (packet.Source == Ipv4Address.Any || packet.Source == _lastSource);

        // A flow goes on where no network leads there: its packets are then lost at its own host.
        if ((!isAsBefore || _lastConversation < 0) && SetDestination(to, packet.Source) != Errno.None) OpenConversation(packet.Source);
        SendOut(packet);
    }

    public Errno Join(Ipv4Address group)
    {
        _ip.Join(_network.Map.Addresses.GroupOf(group));
        return Errno.None;
    }

    public void Leave(Ipv4Address group) => _ip.Leave(_network.Map.Addresses.GroupOf(group));

    public void WakeAt(SimTime when) => _network.Clock.At(when, socket, SocketTimerExpired.Message);

    public void OnRead(in Datagram datagram) =>
        _network.Trace.Write(TraceEvents.Received(_network.Clock.Now, _node.Index, datagram.Number, datagram.Bytes));

    public void OnDiscarded(in Datagram datagram) =>
        _network.Trace.Write(TraceEvents.DroppedAt(_network.Clock.Now, _node.Index, datagram.Number, DropReason.NoSocket));

    internal void Release() => context.Sockets.Udp.Release(socket);

    private void SendOut(Packet packet)
    {
        long number = _network.Run.Progress.NextPacket();
        packet.Number = number;
        packet.Source = _lastSource;
        packet.SourcePort = _local.Port;
        packet.Destination = _lastTo.Address;
        packet.DestinationPort = _lastTo.Port;
        packet.To = _lastDestination;
        packet.Hop.Interface = _lastInterface;
        bool staysHere = _lastSource.IsLoopback && !_lastDestination.IsOne;
        packet.Ttl = staysHere ? (byte)0 : _lastDestination.IsGroup ? options.MulticastTtl : options.Ttl;
        packet.IpLength = packet.Bytes + PayloadSize.UdpOverhead;
        _dscp.OnSent(packet.SentAt, _lastConversation, packet.Dscp);
        _network.Trace
            .Write(TraceEvents.PacketSent(packet.SentAt, _lastConversation, number, packet.Sequence, packet.Bytes, packet.IsReply));
        if (packet.Data is { } data)
            _network.Trace.Write(TraceEvents.WithBytes(packet.SentAt, TraceEventKind.PayloadAttached, 0, data.Length, number), data);

        _network.Run.Progress.SetOut();
        _ip.Send(packet);
    }

    /// <summary>Finds out whom the next packets go to, and by which interface; ENETUNREACH where no network leads there.</summary>
    /// <param name="from">From which of the host's addresses; Any: the one of the interface they leave by.</param>
    private Errno SetDestination(IpEndpoint to, Ipv4Address from = default)
    {
        _lastTo = to;
        if (FindRoute(to.Address, out _lastDestination, out _lastInterface) is var failure and not Errno.None) return failure;
        OpenConversation(from != Ipv4Address.Any ? from : SourceTowards(to.Address, _lastDestination, _lastInterface));
        return Errno.None;
    }

    private Ipv4Address SourceTowards(Ipv4Address to, Destination destination, int leavingBy) =>
        !IsHere(destination) ? _network.Interfaces[leavingBy].At.Address : to.IsLoopback ? Localhost : to;

    private Errno FindRoute(Ipv4Address to, out Destination destination, out int leavingBy)
    {
        int known = _network.Map.Addresses.DestinationOf(to, _node);
        leavingBy = known < 0 ? InterfaceToMany(to) : -1;

        // A broadcast for another network sets out, and is dropped by the router there (RFC 2644).
        if (known < 0 && leavingBy < 0 && _network.Map.Addresses.IsBroadcast(to)) known = _network.Map.Addresses.Nobody(to);
        if (known >= 0) leavingBy = _network.Map.Next(_node.Index, known).Interface;
        destination = to.IsMulticast ? Destination.Group(_network.Map.Addresses.GroupOf(to))
            : known >= 0 ? Destination.One(known) : Destination.Broadcast;
        if (IsHere(destination)) return Errno.None;

        // RFC 1122, 3.2.1.3: an address of 127.0.0.0/8 is never seen outside. As on Linux, what such a socket sends to many stays here.
        bool mayLeave = !_local.Address.IsLoopback || to.IsMulticast || to == Ipv4Address.LimitedBroadcast;
        return leavingBy < 0 ? Errno.ENETUNREACH : mayLeave ? Errno.None : Errno.EINVAL;
    }

    private bool IsHere(Destination destination) => destination.IsOne && _network.Map.Addresses.IsAt(destination.Number, _node.Index);

    private void OpenConversation(Ipv4Address source)
    {
        _lastSource = IsOwn(_local.Address) ? _local.Address : source;
        byte ttl = _lastTo.Address.IsMulticast ? options.MulticastTtl : options.Ttl;
        _lastConversation = context.Conversation("udp", new IpEndpoint(_lastSource, _local.Port), _lastTo, ttl);
    }

    // A group is addressed from the first interface. The limited broadcast goes to the first LAN, or the first link where there is no LAN;
    // a network's own only from one of its interfaces.
    private int InterfaceToMany(Ipv4Address address)
    {
        if (address.IsMulticast) return _node.Interfaces.Count > 0 ? _node.Interfaces[0].Index : -1;
        if (address != Ipv4Address.LimitedBroadcast)
            return _node.Interfaces.FirstOrDefault(at => at.Network.Broadcast == address)?.Index ?? -1;

        NetworkInterface? first = _node.Interfaces.OrderByDescending(at => _network.Interfaces[at.Index].IsOnLan).FirstOrDefault();
        return first?.Index ?? -1;
    }
}
