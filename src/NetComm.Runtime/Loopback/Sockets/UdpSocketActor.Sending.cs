using System.Buffers.Binary;
using System.Net;
using NetComm.Network;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.External;
using NetComm.Tracing;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class UdpSocketActor
{
    /// <summary>Whom the next packets go to, and how.</summary>
    /// <param name="Address">Where to.</param>
    /// <param name="Source">The address they go out from.</param>
    /// <param name="To">The nodes they are for.</param>
    /// <param name="BroadcastFrom">The interface whose link or LAN gets them; −1 where they are routed.</param>
    /// <param name="Conversation">Its number in the trace.</param>
    private sealed record Target(IpEndpoint Address, Ipv4Address Source, IReadOnlyList<int> To, int BroadcastFrom, int Conversation)
    {
        internal bool IsOne => BroadcastFrom < 0 && !Address.Address.IsMulticast;
    }

    private readonly Dictionary<(IpEndpoint To, Ipv4Address Source), int> _conversations = [];
    private readonly Dictionary<int, byte[]> _unopened = [];
    private readonly PendingExternalDatagrams _outside;
    private Target _aim = new(default, default, [], -1, -1);
    private int _onTheWay;

    private SocketReply Send(IpEndpoint to, byte[] data)
    {
        if (_writeShut) return Done(Errno.EPIPE);
        if (TakeError() is var error and not Errno.None) return Done(error);
        if (data.Length > PayloadSize.LargestUdp) return Done(Errno.EMSGSIZE);
        if (to.Port == 0) return Done(Errno.EINVAL);
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return Done(failure);
        if (IsBroadcast(to.Address) && !_broadcast) return Done(Errno.EACCES);
        SimTime now = _run.Clock.Now;
        if (Aim(to, now) is var unreachable and not Errno.None) return Done(unreachable);

        Packet packet = _run.Packets.Rent();
        packet.Bytes = data.Length;
        packet.Data = data;
        packet.SentAt = now;
        SendOut(packet, data);
        return new SocketReply.Sent(data.Length);
    }

    private void SendFromFlow(Packet packet)
    {
        // A host that has crashed sends nothing.
        if (_network.Crashes.IsCrashed(_node.Index, packet.SentAt)) return;

        // An answer goes out from the address that was asked.
        Errno unreachable =
            Aim(new IpEndpoint(packet.Destination, packet.DestinationPort), packet.SentAt, packet.Answer ? packet.Source : null);
        packet.Number = _run.Progress.NextPacketShared();
        if (unreachable == Errno.None) SendOut(packet, FlowPayload(packet));
        else DropUnsent(packet);
    }

    // So that two packets of one flow differ where there is room: its number, and zeros.
    private static byte[] FlowPayload(Packet packet)
    {
        var payload = new byte[packet.Bytes];
        if (payload.Length >= sizeof(long)) BinaryPrimitives.WriteInt64BigEndian(payload, packet.Number);
        return payload;
    }

    private void DropUnsent(Packet packet)
    {
        int conversation =
            Conversation(new IpEndpoint(packet.Destination, packet.DestinationPort), LoopbackNetwork.AddressesOf(_node, _local.Address)[0]);
        WriteSent(packet, conversation);
        _run.Trace.Write(TraceEvents.DroppedAt(_run.Clock.Now, _node.Index, packet.Number, DropReason.NoRoute));
    }

    private void SendOut(Packet packet, byte[] payload)
    {
        Target aim = _aim;
        if (packet.Number == 0) packet.Number = _run.Progress.NextPacketShared();
        packet.Source = aim.Source;
        packet.SourcePort = _local.Port;
        packet.Destination = aim.Address.Address;
        packet.DestinationPort = aim.Address.Port;
        packet.Ttl = aim.Address.Address.IsMulticast && !_carries ? _multicastTtl : _ttl;
        packet.WireBytes = packet.Bytes + PayloadSize.UdpOverhead;
        WriteSent(packet, aim.Conversation);
        if (packet.Data is { } data)
        {
            _run.Trace.Write(TraceEvents.WithBytes(packet.SentAt, TraceEventKind.PayloadAttached, 0, data.Length, packet.Number), data);
        }

        if (aim.IsOne) SendToOne(packet, payload, aim);
        else SendToMany(packet, payload, aim);
    }

    private void SendToOne(Packet packet, byte[] payload, Target aim)
    {
        IActorRef self = Self;
        RunProgress progress = _run.Progress;
        _onTheWay++;
        progress.SetOutShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = packet.Number,
            From = _node.Index,
            To = aim.To,
            Bytes = packet.WireBytes,
            Ttl = packet.Ttl,
            Arrived = (node, _) =>
                self.Tell(
                    new UdpMessages.Release(packet, payload, aim.Source, aim.Address, node, new UnderWay(progress)), ActorRefs.NoSender!),
            Lost = _ =>
            {
                progress.ArrivedShared();
                self.Tell(UdpMessages.OneLess.Report, ActorRefs.NoSender!);
            },
            Copied = _ =>
            {
                progress.SetOutShared();
                self.Tell(UdpMessages.OneMore.Report, ActorRefs.NoSender!);
            },
        });
    }

    /// <summary>The packet has crossed the emulated links: the receiver is told what will come, and the system gets the datagram.</summary>
    private void Send(UdpMessages.Release release)
    {
        _onTheWay--;
        Packet packet = release.Packet;
        bool isShared = _network.Addresses.ServiceAt(release.To.Address) is not null;
        EndpointClaim? receiver = isShared ? _network.Book.FindShared(stream: false, release.To, release.Node)
            : _network.Book.Find(stream: false, release.To);
        UdpPort port = PortFor(release.Source);
        int node = receiver?.Node ?? (isShared ? release.Node : _network.Addresses.NodeAt(release.To.Address));
        if (receiver is not null)
        {
            var expected = new UdpMessages.Expected(packet, release.Payload, port.Real, node) { SettledAt = _run.Clock.Now };
            expected.Cross(release.UnderWay);
            receiver.Socket.Tell(expected, Self);
            if (!receiver.CarriesPackets) release.UnderWay.End();
            port.Send(release.Payload, receiver.Real);
        }
        else if (_network.IsOutside(node))
        {
            release.UnderWay.End();
            _outside.Send(
                port, release.Payload, (isShared ? release.To with { Address = LoopbackAddresses.Localhost } : release.To).ToReal());
        }
        else
        {
            // Nobody has the port. The system is asked all the same: its refusal reaches a connected socket. It knows no nearest, though.
            _run.Trace.Write(TraceEvents.DroppedAt(_run.Clock.Now, node, packet.Number, DropReason.NoSocket));
            release.UnderWay.End();
            if (_network.HasAddressRange && !isShared) port.Send(release.Payload, release.To.ToReal());
            else if (_peer == release.To) Report(Errno.ECONNREFUSED);
        }

        EndIfClosed();
    }

    /// <summary>
    /// The system delivers its one copy for all receivers at once; the emulated links say for each of them when it has arrived, and
    /// whether. Hosts for which the links carry nothing discard the system's copy.
    /// </summary>
    private void SendToMany(Packet packet, byte[] payload, Target aim)
    {
        UdpPort port = PortFor(aim.Source);
        Ipv4Address many = aim.BroadcastFrom >= 0 ? LoopbackAddresses.LoopbackBroadcast : aim.Address.Address;

        // A time to live of 0 keeps it on this host (RFC 1112, 6.1).
        IReadOnlyList<int> nodes = packet.Ttl > 0 ? aim.To : [.. aim.To.Where(node => node == _node.Index)];
        IEnumerable<EndpointClaim> listeners = _network.Book.ListenersTo(many, aim.Address.Port).Where(claim => nodes.Contains(claim.Node));
        var delivery =
            new DeliveryToMany(
                _network, packet, _node.Index, listeners, node => new UdpMessages.Expected(packet, payload, port.Real, node));
        delivery.SetOut(nodes);
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = packet.Number,
            From = _node.Index,
            To = nodes,
            BroadcastFrom = aim.BroadcastFrom,
            Bytes = packet.WireBytes,
            Ttl = packet.Ttl,
            Arrived = delivery.Arrive,
            Lost = delivery.Lose,
            Copied = delivery.Copy,
        });
        port.Send(payload, new IPEndPoint(many.ToReal(), aim.Address.Port));
    }

    /// <summary>Works out whom the next packets go to, and by which address; ENETUNREACH where no network leads there.</summary>
    private Errno Aim(IpEndpoint to, SimTime sent, Ipv4Address? source = null)
    {
        // Who is behind 127.0.0.1 or in a group may change between two packets.
        bool mayChange = to.Address == LoopbackAddresses.Localhost || to.Address.IsMulticast;
        if (!mayChange && to == _aim.Address && _aim.Conversation >= 0 && (source is null || source == _aim.Source)) return Errno.None;
        if (IsBroadcast(to.Address)) return AimAtAll(to);
        if (to.Address.IsMulticast) return AimAtGroup(to, sent);

        int destination = _network.DestinationOf(stream: false, to);
        bool isHere = _network.Paths.IsAt(destination, _node.Index);
        int by = destination < 0 || isHere ? -1 : _network.Paths.FirstInterface(_node.Index, destination);
        if (by < 0 && !isHere) return Errno.ENETUNREACH;
        SetAim(to, source ?? SourceFor(to, by), [destination], broadcastFrom: -1);
        return Errno.None;
    }

    private Errno AimAtAll(IpEndpoint to)
    {
        // The limited broadcast goes to the first LAN, or the first link where there is no LAN; a network's own only from one of its
        // interfaces.
        NetworkInterface? by = to.Address == Ipv4Address.LimitedBroadcast
            ? _node.Interfaces.OrderBy(at => _run.Scenario.Links[at.Medium] is Lan ? 0 : 1).FirstOrDefault()
            : _node.Interfaces.FirstOrDefault(at => at.Network.Broadcast == to.Address);
        if (by is null) return Errno.ENETUNREACH;
        int[] others = [.. _run.Scenario.Links[by.Medium].Interfaces.Where(at => at.Node != _node.Index).Select(at => at.Node)];
        SetAim(to, _local.Address == Ipv4Address.Any ? by.Address : PortAddress(_local.Address), others, by.Index);
        return Errno.None;
    }

    // A sender that is a member hears itself, as with IP_MULTICAST_LOOP, which is on unless a program turns it off (ip(7)).
    private Errno AimAtGroup(IpEndpoint to, SimTime sent)
    {
        if (_node.Interfaces.Count == 0) return Errno.ENETUNREACH;
        SetAim(to, SourceFor(to, by: -1), _network.Members.MembersSince(to.Address, sent), broadcastFrom: -1);
        return Errno.None;
    }

    private void SetAim(IpEndpoint to, Ipv4Address source, IReadOnlyList<int> nodes, int broadcastFrom) =>
        _aim = new Target(to, source, nodes, broadcastFrom, Conversation(to, source));

    private Ipv4Address SourceFor(IpEndpoint to, int by)
    {
        if (_local.Address != Ipv4Address.Any) return PortAddress(_local.Address);
        if (by >= 0) return _node.Interfaces.First(at => at.Index == by).Address;
        return _claims.Any(claim => claim.Known.Address == to.Address)
            ? to.Address : LoopbackNetwork.AddressesOf(_node, Ipv4Address.Any)[0];
    }

    // A socket bound to a broadcast address sends from the host's first.
    private Ipv4Address PortAddress(Ipv4Address local) =>
        _claims.Any(claim => claim.Known.Address == local) ? local : _claims[0].Known.Address;

    private int Conversation(IpEndpoint to, Ipv4Address source)
    {
        if (_conversations.TryGetValue((to, source), out int number)) return number;
        number = _run.Progress.NextConversation();
        _conversations[(to, source)] = number;
        int ttl = to.Address.IsMulticast && !_carries ? _multicastTtl : _ttl;
        byte[] text = ConversationText.Write("udp", source, _local.Port, to, ttl);
        _unopened[number] = text;
        return number;
    }

    /// <summary>A conversation opens with its first packet, whose time is that of the application's call: a little while ago.</summary>
    private void WriteSent(Packet packet, int conversation)
    {
        if (_unopened.Remove(conversation, out byte[]? text))
            _run.Trace.Write(TraceEvents.ConversationOpened(packet.SentAt, conversation, _ownerNumber, text.Length), text);
        _run.Trace.Write(TraceEvents.PacketSent(packet.SentAt, conversation, packet.Number, packet.Sequence, packet.Bytes, packet.Answer));
    }

    private UdpPort PortFor(Ipv4Address source)
    {
        int place = _claims.FindIndex(claim => claim.Known.Address == source);
        return _ports[Math.Max(place, 0)];
    }

    private bool IsBroadcast(Ipv4Address address) =>
        address == Ipv4Address.LimitedBroadcast || _network.Addresses.BroadcastDomainOf(address) >= 0;

    private Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }

    private void Fail(UdpPort.ReceiveFailed failed)
    {
        failed.Port.Received();
        Errno errno = SocketErrors.ToErrno(failed.Failure);

        // Only a connected socket hears of refusals (udp(7)); and an outside program that is not there yet is waited for.
        bool isRefusal = errno is Errno.ECONNREFUSED or Errno.ECONNRESET;
        if (!isRefusal || (!_outside.Refused() && _peer is not null)) Report(errno);
        if (_carries || _reading is not null) failed.Port.Receive();
    }

    // The system tells of a refusal at the next call, which then has not sent: it is sent again.
    private void Fail(UdpPort.SendFailed failed)
    {
        Errno errno = SocketErrors.ToErrno(failed.Failure);
        bool isRefusal = errno is Errno.ECONNREFUSED or Errno.ECONNRESET;
        if (isRefusal && !failed.IsSecondTry) failed.Port.Send(failed.Payload, failed.To, isSecondTry: true);
        if (!isRefusal || _peer is not null) Report(errno);
    }

    private void Report(Errno errno)
    {
        if (_reading is not null) AnswerReader(Done(errno));
        else _error = errno;
    }
}
