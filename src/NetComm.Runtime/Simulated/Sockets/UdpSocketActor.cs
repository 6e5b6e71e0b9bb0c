using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated.Ip;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>A simulated UDP socket (RFC 768), with the errors that a real one gives.</summary>
/// <remarks>As on Linux, only a connected socket hears of ICMP errors, and of those only that nobody has the port (udp(7)).</remarks>
internal sealed class UdpSocketActor : DirectActor
{
    private sealed record TimedOut(long Receive);

    /// <summary>Bytes that wait to be read: Linux's rmem_default.</summary>
    private const int ReceiveBuffer = 212_992;

    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly IpLayer _ip;
    private readonly IActorRef _owner;
    private readonly long _ownerNumber;
    private readonly SocketTables _sockets;
    private readonly int _number;
    private readonly Dictionary<(long Owner, IpEndpoint From, IpEndpoint To), int> _conversations;
    private readonly Queue<Packet> _buffer = new();
    private readonly List<int> _groups = [];
    private int _bufferedBytes;
    private IpEndpoint _local;
    private IpEndpoint? _peer;
    private bool _isBound;
    private bool _reuse;
    private bool _broadcast;
    private byte _ttl = 64;
    private byte _multicastTtl = 1;
    private bool _carries;
    private IpEndpoint _lastTo;
    private int _lastConversation = -1;
    private int _lastNode;
    private int _lastInterface;
    private Ipv4Address _lastSource;
    private SocketCall.Receive? _reading;
    private IActorRef _reader = ActorRefs.Nobody;
    private long _reads;
    private Errno _pendingError;
    private bool _readShut;
    private bool _writeShut;

    public UdpSocketActor(SimulatedNetwork network, Node node, IpLayer ip, int number, IActorRef owner, long ownerNumber)
    {
        _network = network;
        _node = node;
        _ip = ip;
        _sockets = ip.Sockets;
        _number = number;
        _conversations = ownerNumber >= 0 ? ip.Conversations : [];
        _owner = owner;
        _ownerNumber = ownerNumber;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendPacket send:
                SendFromFlow(send.Packet);
                break;
            case PacketDelivered delivered:
                Take(delivered.Packet);
                break;
            case SocketCall.Receive receive:
                Read(receive);
                break;
            case IcmpReport report when report.Error == Errno.ECONNREFUSED && _peer == report.Remote:
                Refused();
                break;
            case TimedOut timedOut when timedOut.Receive == _reads && _reading is not null:
                Fail(Errno.ETIMEDOUT);
                break;
            case SocketCall call:
                Sender.Tell(Answer(call), Self);
                if (call is SocketCall.Close) Context.Stop(Self);
                break;
        }
    }

    protected override void PostStop()
    {
        _sockets.Remove(_number);
        _sockets.Udp.Release(Self);
        foreach (int group in _groups) _ip.Leave(group);
        while (_buffer.TryDequeue(out Packet? packet))
        {
            _network.Trace.Write(TraceEvents.DroppedAt(_network.Clock.Now, _node.Index, packet.Number, DropReason.NoSocket));
            _network.Run.Packets.Return(packet);
        }
    }

    private SocketReply Answer(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.Bind bind:
                Errno failure = Bind(bind.Local);
                return failure == Errno.None ? new SocketReply.Bound(_local) : new SocketReply.Done(failure);
            case SocketCall.Connect connect:
                return Done(Connect(connect.Peer));
            case SocketCall.SendTo sendTo:
                return Send(sendTo.To, sendTo.Data);
            case SocketCall.Send send:
                return _peer is { } peer ? Send(peer, send.Data) : Done(Errno.EDESTADDRREQ);
            case SocketCall.SetOption option:
                return Done(Set(option));
            case SocketCall.CarryPackets carry:
                _carries = true;
                _ttl = _multicastTtl = (byte)carry.Ttl;
                return Done(Errno.None);
            case SocketCall.Shutdown shutdown:
                return Done(Shut(shutdown));
            case SocketCall.Close:
                return Done(Errno.None);
            default:
                return Done(Errno.EOPNOTSUPP);
        }

        static SocketReply.Done Done(Errno errno) => new(errno);
    }

    private Errno Bind(IpEndpoint wanted)
    {
        if (_isBound) return Errno.EINVAL;
        bool own = wanted.Address == Ipv4Address.Any || wanted.Address.IsMulticast
            || _node.Interfaces.Any(at => at.Address == wanted.Address || at.Network.Broadcast == wanted.Address);
        if (!own) return Errno.EADDRNOTAVAIL;
        int port = wanted.Port;
        Errno failure = _sockets.Udp.TryBind(ref port, wanted.Address, Self, _reuse);
        if (failure != Errno.None) return failure;
        _local = new(wanted.Address, port);
        _isBound = true;
        return Errno.None;
    }

    private Errno Connect(IpEndpoint peer)
    {
        if (IsBroadcast(peer.Address) && !_broadcast) return Errno.EACCES;
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return failure;
        _peer = peer;
        return Errno.None;
    }

    private Errno Set(SocketCall.SetOption option)
    {
        switch (option.Option)
        {
            case SocketOption.Broadcast:
                _broadcast = option.Value != 0;
                return Errno.None;
            case SocketOption.ReuseAddress:
                _reuse = option.Value != 0;
                return Errno.None;
            case SocketOption.Ttl when option.Value is >= 1 and <= 255:
                _ttl = (byte)option.Value;
                return Errno.None;
            case SocketOption.MulticastTtl when option.Value is >= 0 and <= 255:
                _multicastTtl = (byte)option.Value;
                return Errno.None;
            case SocketOption.JoinGroup when option.Group.IsMulticast:
                return Join(_network.Map.Addresses.GroupOf(option.Group));
            case SocketOption.LeaveGroup when option.Group.IsMulticast:
                return Leave(_network.Map.Addresses.GroupOf(option.Group));
            case SocketOption.NoDelay:
                return Errno.EOPNOTSUPP;
            default:
                return Errno.EINVAL;
        }
    }

    private Errno Join(int group)
    {
        if (_groups.Contains(group)) return Errno.EADDRINUSE;
        _groups.Add(group);
        _ip.Join(group);
        return Errno.None;
    }

    private Errno Leave(int group)
    {
        if (!_groups.Remove(group)) return Errno.EADDRNOTAVAIL;
        _ip.Leave(group);
        return Errno.None;
    }

    // On a datagram socket, shutdown() wants a peer, and then ends reading or writing.
    private Errno Shut(SocketCall.Shutdown shutdown)
    {
        if (_peer is null) return Errno.ENOTCONN;
        _readShut |= shutdown.Read;
        _writeShut |= shutdown.Write;
        if (_readShut && _reading is not null) Hand([], default);
        return Errno.None;
    }

    private SocketReply Send(IpEndpoint to, byte[] data)
    {
        if (TakePendingError() is var pending and not Errno.None) return new SocketReply.Done(pending);
        if (_writeShut) return new SocketReply.Done(Errno.EPIPE);
        if (data.Length > PayloadSize.LargestUdp) return new SocketReply.Done(Errno.EMSGSIZE);
        if (to.Port == 0) return new SocketReply.Done(Errno.EINVAL);
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return new SocketReply.Done(failure);
        if (IsBroadcast(to.Address) && !_broadcast) return new SocketReply.Done(Errno.EACCES);
        if (!TryAim(to)) return new SocketReply.Done(Errno.ENETUNREACH);

        Packet packet = _network.Run.Packets.Rent();
        packet.Bytes = data.Length;
        packet.Data = data;
        packet.SentAt = _network.Clock.Now;
        SendOut(packet);
        return new SocketReply.Sent(data.Length);
    }

    private void SendFromFlow(Packet packet)
    {
        if (_ip.IsDown)
        {
            // A host that has crashed sends nothing.
            _network.Run.Packets.Return(packet);
            return;
        }

        var to = new IpEndpoint(packet.Destination, packet.DestinationPort);
        bool asBefore = to == _lastTo && (packet.Source == Ipv4Address.Any || packet.Source == _lastSource);
        if (asBefore && _lastConversation >= 0)
        {
            SendOut(packet);
            return;
        }

        // A flow goes on where no network leads there: its packets are then lost at its own host.
        if (!TryAim(to, packet.Source)) OpenConversation(to, packet.Source);
        SendOut(packet);
    }

    private void SendOut(Packet packet)
    {
        long number = _network.Run.Progress.NextPacket();
        packet.Number = number;
        packet.Source = _lastSource;
        packet.SourcePort = _local.Port;
        packet.Destination = _lastTo.Address;
        packet.DestinationPort = _lastTo.Port;
        packet.DestinationNode = _lastNode;
        packet.Interface = _lastInterface;
        packet.NextHopPort = -1;
        packet.Ttl = _lastNode < -1 ? _multicastTtl : _ttl;
        packet.WireBytes = packet.Bytes + PayloadSize.UdpOverhead;
        _network.Trace
            .Write(TraceEvents.PacketSent(packet.SentAt, _lastConversation, number, packet.Sequence, packet.Bytes, packet.Answer));
        if (packet.Data is { } data)
        {
            _network.Trace.Write(TraceEvents.WithBytes(packet.SentAt, TraceEventKind.PayloadAttached, 0, data.Length, number), data);
        }

        _network.Run.Progress.SetOut();
        _ip.Send(packet);
    }

    /// <summary>Works out whom the next packets go to, and by which interface; false where no network leads there.</summary>
    /// <param name="to">Whom.</param>
    /// <param name="from">From which of the host's addresses; Any: the one of the interface they leave by.</param>
    private bool TryAim(IpEndpoint to, Ipv4Address from = default)
    {
        _lastTo = to;
        _lastNode = _network.Map.Addresses.DestinationOf(to.Address);
        _lastInterface = _lastNode < 0 ? InterfaceToMany(to.Address) : _network.Map.Next(_node.Index, _lastNode).Interface;
        if (_lastNode < 0 && _lastInterface < 0 && IsBroadcast(to.Address)) AimAtOtherNetwork(to.Address);
        if (to.Address.IsMulticast) _lastNode = -2 - _network.Map.Addresses.GroupOf(to.Address);
        bool here = _network.Map.Addresses.IsAt(_lastNode, _node.Index);
        if (_lastInterface < 0 && !here) return false;
        OpenConversation(to, from != Ipv4Address.Any ? from : here ? to.Address : _network.Interfaces[_lastInterface].At.Address);
        return true;
    }

    /// <summary>A broadcast for another network sets out, and is dropped by the router there (RFC 2644).</summary>
    private void AimAtOtherNetwork(Ipv4Address broadcast)
    {
        _lastNode = _network.Map.Addresses.Nobody(broadcast);
        if (_lastNode >= 0) _lastInterface = _network.Map.Next(_node.Index, _lastNode).Interface;
    }

    private void OpenConversation(IpEndpoint to, Ipv4Address source)
    {
        _lastSource = _local.Address != Ipv4Address.Any ? _local.Address : source;
        (long _ownerNumber, IpEndpoint, IpEndpoint to) key = (_ownerNumber, new IpEndpoint(_lastSource, _local.Port), to);
        if (!_conversations.TryGetValue(key, out _lastConversation))
        {
            int ttl = to.Address.IsMulticast ? _multicastTtl : _ttl;
            _lastConversation =
                ConversationText.Open(_network.Run, _network.Clock.Now, "udp", new(_lastSource, _local.Port), to, ttl, _ownerNumber);
            _conversations[key] = _lastConversation;
        }
    }

    private bool IsBroadcast(Ipv4Address address) => _network.Map.Addresses.IsBroadcast(address);

    // A group is addressed from the first interface. The limited broadcast goes to the first LAN, or the first link where there is no LAN;
    // a network's own only from one of its interfaces.
    private int InterfaceToMany(Ipv4Address address)
    {
        if (address.IsMulticast) return _node.Interfaces.Count > 0 ? _node.Interfaces[0].Index : -1;
        if (address != Ipv4Address.LimitedBroadcast)
        {
            return _node.Interfaces.FirstOrDefault(at => at.Network.Broadcast == address)?.Index ?? -1;
        }

        NetworkInterface? first = _node.Interfaces.OrderByDescending(at => _network.Interfaces[at.Index].IsOnLan).FirstOrDefault();
        return first?.Index ?? -1;
    }

    private void Take(Packet packet)
    {
        bool fromPeer = _peer is not { } peer || (packet.SourcePort == peer.Port && packet.Source == peer.Address);
        if (_carries) HandOver(packet);
        else if (!fromPeer) _network.DropAt(_node.Index, packet, DropReason.NoSocket);
        else if (_bufferedBytes + packet.Bytes > ReceiveBuffer) _network.DropAt(_node.Index, packet, DropReason.BufferFull);
        else Keep(packet);
    }

    private void HandOver(Packet packet)
    {
        _network.Trace.Write(TraceEvents.Received(_network.Clock.Now, _node.Index, packet.Number, packet.Bytes));
        _network.Run.Progress.Arrived();
        _owner.Tell(PacketMessages.Received(packet), Self);
    }

    private void Keep(Packet packet)
    {
        _network.Run.Progress.Arrived();
        _buffer.Enqueue(packet);
        _bufferedBytes += packet.Bytes;
        if (_reading is not null) HandNext();
    }

    private void Read(SocketCall.Receive receive)
    {
        _reading = receive;
        _reader = Sender;
        _reads++;
        if (TakePendingError() is var pending and not Errno.None) Fail(pending);
        else if (_buffer.Count > 0) HandNext();
        else if (_readShut) Hand([], default);
        else if (receive.Timeout is { } timeout) _network.Clock.At(_network.Clock.Now + timeout, Self, new TimedOut(_reads));
    }

    // What is longer than the reader asked for is cut off, and gone (recvfrom(2)).
    private void HandNext()
    {
        Packet packet = _buffer.Dequeue();
        _bufferedBytes -= packet.Bytes;
        _network.Trace.Write(TraceEvents.Received(_network.Clock.Now, _node.Index, packet.Number, packet.Bytes));
        byte[] data = packet.Data ?? new byte[packet.Bytes];
        if (data.Length > _reading!.Size) data = data[.._reading.Size];
        var from = new IpEndpoint(packet.Source, packet.SourcePort);
        _network.Run.Packets.Return(packet);
        Hand(data, from);
    }

    // An error waits for the next call, unless one waits for data already.
    private void Refused()
    {
        _pendingError = Errno.ECONNREFUSED;
        if (_reading is not null) Fail(TakePendingError());
    }

    private Errno TakePendingError()
    {
        Errno pending = _pendingError;
        _pendingError = Errno.None;
        return pending;
    }

    private void Fail(Errno errno)
    {
        _reading = null;
        _reader.Tell(new SocketReply.Done(errno), Self);
    }

    private void Hand(byte[] data, IpEndpoint from)
    {
        _reading = null;
        _reader.Tell(new SocketReply.Data(data, from), Self);
    }
}
