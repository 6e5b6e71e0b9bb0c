using System.Buffers.Binary;
using System.Net;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.External;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Carries the datagrams of a UDP socket: over the emulated links, then by a real socket to the receiver's.</summary>
internal sealed class UdpTransport(
    SocketContext context, SocketOptions options, UdpPorts ports, PendingExternalDatagrams outside, Action<Ipv4Address> left)
    : IUdpTransport
{
    /// <summary>Whom the next packets go to, and how.</summary>
    /// <param name="BroadcastFrom">The interface whose link or LAN gets them; −1 where they are routed.</param>
    private sealed record Target(IpEndpoint Address, Ipv4Address Source, IReadOnlyList<int> Nodes, int BroadcastFrom, int Conversation)
    {
        internal bool IsOne => BroadcastFrom < 0 && !Address.Address.IsMulticast;
    }

    private readonly LoopbackNetwork _network = context.Network;
    private readonly RunContext _run = context.Run;
    private readonly Node _node = context.Node;
    private readonly DscpTrace _dscp = new(context.Run.Trace);
    private readonly Dictionary<(IpEndpoint To, Ipv4Address Source), int> _conversations = [];
    private readonly Dictionary<int, byte[]> _unopened = [];
    private Target _target = new(default, default, [], -1, -1);

    /// <summary>Packets on the emulated links that the system has yet to send.</summary>
    internal int OnTheWay { get; set; }

    public Ipv4Address Localhost => _network.Addresses.LocalhostOf(_node.Index);

    public Ipv4Address Local => ports.Local.Address;

    public bool IsOwn(Ipv4Address address) => _network.IsOwn(_node, address);

    public bool IsShared(Ipv4Address address) => _network.Addresses.ServiceAt(address) is not null;

    public Errno TakeError() => ports.TakeError();

    public bool IsBroadcast(Ipv4Address address) => LoopbackNetwork.IsBroadcast(_node, address);

    public Errno Bind(IpEndpoint wanted, out IpEndpoint local)
    {
        Errno errno = ports.Bind(wanted);
        local = ports.Local;
        return errno;
    }

    // A connected socket hears of refusals. One that waits for an outside program must not: it sends until somebody is there.
    public Errno Connect(IpEndpoint peer)
    {
        if (SetDestination(peer, context.Now) is var unreachable and not Errno.None) return unreachable;
        ports.Drain();
        ports.Narrow(peer, _target.Source);
        if (_target is { IsOne: true } && !HearsRefusals) return Errno.None;
        if (_target is { IsOne: true, Nodes: [var node] } && node < _run.Scenario.Nodes.Count && !_network.IsOutside(node))
            ports.Connect(peer, _target.Source);
        return Errno.None;
    }

    public Errno FindRoute(IpEndpoint to, Ipv4Address from) =>
        SetDestination(to, context.Now, from != Ipv4Address.Any && ports.Has(from) ? from : null);

    public void Send(byte[] data)
    {
        SimTime now = context.Now;
        Packet packet = _run.Packets.Rent();
        packet.Bytes = data.Length;
        packet.Data = data;
        packet.Dscp = options.Dscp;
        packet.SentAt = now;
        packet.Number = _run.Progress.NextPacketShared();
        SendOut(packet, data);
    }

    public Errno Join(Ipv4Address group)
    {
        if (ports.Join(group) is var failure and not Errno.None) return failure;
        _network.Members.Join(_node.Index, group);
        context.Host.Tell(new HostCommand.SocketJoined(group), context.Self);
        return Errno.None;
    }

    public void Leave(Ipv4Address group)
    {
        _network.Members.Leave(_node.Index, group);
        context.Host.Tell(new HostCommand.SocketLeft(group), context.Self);
        left(group);
    }

    public void AwaitDatagram() => ports.Receive();

    public void WakeAt(SimTime when) => _run.Clock.At(when, context.Self, SocketTimerExpired.Message);

    public void OnRead(in Datagram datagram) =>
        _run.Trace.Write(TraceEvents.Received(context.Now, _node.Index, datagram.Number, datagram.Bytes));

    public void OnDiscarded(in Datagram datagram) =>
        _run.Trace.Write(TraceEvents.DroppedAt(context.Now, _node.Index, datagram.Number, DropReason.NoSocket));

    // As on Linux, a socket that is bound to the address of many is not found by an error about one host.
    private bool HearsRefusals => IsOwn(ports.Local.Address) || ports.Local.Address == Ipv4Address.Any;

    internal void SendFromFlow(Packet packet)
    {
        // A host that has crashed sends nothing.
        if (_network.Crashes.IsCrashed(_node.Index, packet.SentAt)) return;

        // An answer goes out from the address that was asked.
        var to = new IpEndpoint(packet.Destination, packet.DestinationPort);
        Errno unreachable = SetDestination(to, packet.SentAt, packet.IsReply ? packet.Source : null);
        packet.Number = _run.Progress.NextPacketShared();
        if (unreachable == Errno.None)
        {
            SendOut(packet, FlowPayload(packet));
            return;
        }

        WriteSent(packet, Conversation(to, LoopbackNetwork.AddressesOf(_node, ports.Local.Address)[0]));
        _run.Trace.Write(TraceEvents.DroppedAt(context.Now, _node.Index, packet.Number, DropReason.NoRoute));
    }

    /// <summary>The packet has crossed: the receiver is told, and the system gets it. False where nobody has the port.</summary>
    internal bool Release(UdpMessages.Release release)
    {
        OnTheWay--;
        bool isShared = _network.Addresses.ServiceAt(release.To.Address) is not null;
        EndpointClaim? receiver =
            isShared ? _network.Book.FindShared(stream: false, release.To, release.Node)
                : _network.Book.FindFor(release.To, new(release.Source, release.Packet.SourcePort));
        UdpPort port = ports.At(release.Source);
        port.SetDscp(release.Packet.Dscp);
        int node = receiver?.Node ?? (isShared ? release.Node : _network.Addresses.NodeAt(release.To.Address));
        if (receiver is not null)
        {
            SendTo(receiver, release, port);
            return true;
        }

        release.UnderWay.End();
        if (_network.IsOutside(node))
        {
            IpEndpoint to = isShared ? new(Ipv4Address.Localhost, release.To.Port) : release.To;
            outside.Send(port, release.Payload, to.ToReal());
            return true;
        }

        // Nobody has the port. The system is asked all the same: its refusal reaches a connected socket. It knows no nearest, though.
        _run.Trace.Write(TraceEvents.DroppedAt(context.Now, node, release.Packet.Number, DropReason.NoSocket));
        if (!HearsRefusals || release.To.Port == 0) return !HearsRefusals;
        bool isSystemAsked = _network.HasAddressRange && !isShared && _network.Book.Find(stream: false, release.To) is null;
        if (isSystemAsked) port.Send(release.Payload, release.To.ToReal());
        return isSystemAsked;
    }

    private void SendTo(EndpointClaim receiver, UdpMessages.Release release, UdpPort port)
    {
        var expected = new UdpMessages.Expected(release.Packet, release.Payload, port.Real, receiver.Node) { SettledAt = context.Now };
        expected.Cross(release.UnderWay);
        receiver.Socket.Tell(expected, context.Self);
        if (!receiver.CarriesPackets) release.UnderWay.End();
        port.Send(release.Payload, receiver.Real);
    }

    // So that two packets of one flow differ where there is room: its number, and zeros.
    private static byte[] FlowPayload(Packet packet)
    {
        var payload = new byte[packet.Bytes];
        if (payload.Length >= sizeof(long)) BinaryPrimitives.WriteInt64BigEndian(payload, packet.Number);
        return payload;
    }

    private void SendOut(Packet packet, byte[] payload)
    {
        Target target = _target;
        packet.Source = target.Source;
        packet.SourcePort = ports.Local.Port;
        packet.Destination = target.Address.Address;
        packet.DestinationPort = target.Address.Port;
        packet.Ttl = TtlTowards(target.Address);
        packet.IpLength = packet.Bytes + PayloadSize.UdpOverhead;
        WriteSent(packet, target.Conversation);
        if (packet.Data is { } data)
            _run.Trace.Write(TraceEvents.WithBytes(packet.SentAt, TraceEventKind.PayloadAttached, 0, data.Length, packet.Number), data);

        if (target.IsOne) SendToOne(packet, payload, target);
        else SendToMany(packet, payload, target);
    }

    private void SendToOne(Packet packet, byte[] payload, Target target)
    {
        IActorRef self = context.Self;
        RunProgress progress = _run.Progress;
        OnTheWay++;
        progress.SetOutShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = packet.Number,
            From = _node.Index,
            To = target.Nodes,
            Bytes = packet.IpLength,
            Owner = packet.Owner,
            Source = new(packet.Source, packet.SourcePort),
            Destination = target.Address,
            Ttl = packet.Ttl,
            Dscp = packet.Dscp,
            Arrived = (node, _) => self.Tell(
                new UdpMessages.Release(packet, payload, target.Source, target.Address, node, new UnderWay(progress)),
                ActorRefs.NoSender!),
            Lost = _ =>
            {
                progress.ArrivedShared();
                self.Tell(UdpMessages.OnTheWay.Lost, ActorRefs.NoSender!);
            },
            Copied = _ =>
            {
                progress.SetOutShared();
                self.Tell(UdpMessages.OnTheWay.Copied, ActorRefs.NoSender!);
            },
        });
    }

    // The system delivers its one copy for all receivers at once; the emulated links say for each of them when it has arrived, and whether.
    // Hosts for which the links carry nothing discard the system's copy.
    private void SendToMany(Packet packet, byte[] payload, Target target)
    {
        UdpPort port = ports.At(target.Source);
        port.SetDscp(packet.Dscp);
        Ipv4Address many = target.BroadcastFrom >= 0 ? LoopbackAddresses.LoopbackBroadcast : target.Address.Address;
        int toPort = target.Address.Port;

        // A time to live of 0 keeps it on this host (RFC 1112, 6.1).
        IReadOnlyList<int> nodes = packet.Ttl > 0 ? target.Nodes : [.. target.Nodes.Where(node => node == _node.Index)];
        var from = new IpEndpoint(packet.Source, packet.SourcePort);
        IEnumerable<EndpointClaim> listeners = _network.Book.ListenersTo(many, toPort).Where(claim =>
            nodes.Contains(claim.Node) && claim.Hears(from) && (claim.BoundTo == Ipv4Address.Any || claim.BoundTo == target.Address.Address)

            // A flow to all is for the other hosts.
            && !(target.BroadcastFrom >= 0 && claim.Node == _node.Index && claim.CarriesPackets));
        var delivery =
            new DeliveryToMany(
                _network, packet, _node.Index, listeners, node => new UdpMessages.Expected(packet, payload, port.Real, node));
        delivery.SetOut(nodes);
        if (target.BroadcastFrom < 0)
        {
            foreach (int gone in _network.Members.MembersGoneSince(many, packet.SentAt).Except(nodes))
                DeliveryToMany.DropAtLeaver(_network, packet, gone);
        }

        _network.Paths.Carry(new EmulatedPacket
        {
            Number = packet.Number,
            From = _node.Index,
            To = nodes,
            BroadcastFrom = target.BroadcastFrom,
            Group = target.BroadcastFrom < 0 ? many : null,
            Bytes = packet.IpLength,
            Owner = packet.Owner,
            Source = new(packet.Source, packet.SourcePort),
            Destination = target.Address,
            Ttl = packet.Ttl,
            Dscp = packet.Dscp,
            Arrived = delivery.Arrive,
            Lost = delivery.Lose,
            Copied = delivery.Copy,
        });
        port.Send(payload, new IPEndPoint(many.ToReal(), toPort));
    }

    /// <summary>Finds out whom the next packets go to, and from which address; ENETUNREACH where no network leads there.</summary>
    private Errno SetDestination(IpEndpoint to, SimTime sent, Ipv4Address? source = null)
    {
        // Who is behind 127.0.0.1 or in a group may change between two packets.
        bool mayChange = to.Address == Ipv4Address.Localhost || to.Address.IsMulticast;
        bool isAsBefore = to == _target.Address && _target.Conversation >= 0 && (source is null || source == _target.Source);
        if (isAsBefore && !mayChange) return Errno.None;

        // Another network's broadcast sets out as to any address there, and the router drops it (RFC 2644).
        if (IsBroadcast(to.Address)) return SetBroadcast(to);
        if (to.Address.IsMulticast) return SetGroup(to, sent);

        int destination = _network.DestinationOf(stream: false, to);
        bool isHere = _network.Paths.IsAt(destination, _node.Index);
        int by = destination < 0 || isHere ? -1 : _network.Paths.FirstInterface(_node.Index, destination);
        if (by < 0 && !isHere) return Errno.ENETUNREACH;
        if (!isHere && ports.Local.Address == Localhost) return Errno.EINVAL;
        SetTarget(to, source ?? SourceTowards(to, by), [destination], broadcastFrom: -1);
        return Errno.None;
    }

    private Errno SetBroadcast(IpEndpoint to)
    {
        // The limited broadcast goes to the first LAN, or the first link where there is no LAN; a network's own only from one of its
        // interfaces.
        NetworkInterface? by = to.Address == Ipv4Address.LimitedBroadcast
            ? _node.Interfaces.OrderBy(at => _run.Scenario.Links[at.Medium] is Lan ? 0 : 1).FirstOrDefault()
            : _node.Interfaces.FirstOrDefault(at => at.Network.Broadcast == to.Address);
        if (by is null) return Errno.ENETUNREACH;

        bool staysHere = ports.Local.Address == Localhost;
        if (staysHere && to.Address != Ipv4Address.LimitedBroadcast) return Errno.EINVAL;

        // The sockets of this host get a copy too.
        int[] all = [.. _run.Scenario.Links[by.Medium].Interfaces.Select(at => at.Node)];
        SetTarget(
            to, ports.Has(ports.Local.Address) ? ports.Local.Address : by.Address, staysHere ? [_node.Index] : all, by.Index);
        return Errno.None;
    }

    // A sender that is a member hears itself, as with IP_MULTICAST_LOOP, which is on unless a program turns it off (ip(7)).
    private Errno SetGroup(IpEndpoint to, SimTime sent)
    {
        if (_node.Interfaces.Count == 0) return Errno.ENETUNREACH;
        bool staysHere = ports.Local.Address == Localhost;
        SetTarget(
            to, SourceTowards(to, by: -1), staysHere ? [] : _network.Members.MembersSince(to.Address, sent), broadcastFrom: -1);
        return Errno.None;
    }

    private void SetTarget(IpEndpoint to, Ipv4Address source, IReadOnlyList<int> nodes, int broadcastFrom) =>
        _target = new Target(to, source, nodes, broadcastFrom, Conversation(to, source));

    private Ipv4Address SourceTowards(IpEndpoint to, int by)
    {
        if (ports.Has(ports.Local.Address)) return ports.Local.Address;
        if (by >= 0) return _node.Interfaces.First(at => at.Index == by).Address;
        return ports.Has(to.Address) ? to.Address : LoopbackNetwork.AddressesOf(_node, Ipv4Address.Any)[0];
    }

    private byte TtlTowards(IpEndpoint to) => to.Address.IsMulticast ? options.MulticastTtl : options.Ttl;

    private int Conversation(IpEndpoint to, Ipv4Address source)
    {
        if (_conversations.TryGetValue((to, source), out int number)) return number;
        number = _run.Progress.NextConversation();
        _conversations[(to, source)] = number;
        _unopened[number] = ConversationText.Write("udp", source, ports.Local.Port, to, TtlTowards(to));
        return number;
    }

    // A conversation opens with its first packet, whose time is that of the application's call: a little while ago.
    private void WriteSent(Packet packet, int conversation)
    {
        if (_unopened.Remove(conversation, out byte[]? text))
            _run.Trace.Write(TraceEvents.ConversationOpened(packet.SentAt, conversation, context.Owner, text.Length), text);
        _dscp.OnSent(packet.SentAt, conversation, packet.Dscp);
        _run.Trace.Write(TraceEvents.PacketSent(packet.SentAt, conversation, packet.Number, packet.Sequence, packet.Bytes, packet.IsReply));
    }
}
