using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated.Ip;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>
/// A simulated ICMP socket: sends echo requests (RFC 792) under its own identifier, and hands on the replies and the errors about them.
/// </summary>
/// <remarks>Not modelled: echoes to broadcast and multicast addresses, which hosts leave unanswered (RFC 1122, 3.2.2.6): EACCES.</remarks>
internal sealed class EchoSocketActor : DirectActor
{
    internal const byte DefaultTtl = 64;

    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly IpLayer _ip;
    private readonly SocketTables _sockets;
    private readonly int _number;
    private readonly IActorRef _owner;
    private readonly long _ownerNumber;
    private readonly int _identifier;
    private readonly Dictionary<(long Owner, IpEndpoint From, IpEndpoint To), int> _conversations;
    private byte _ttl = DefaultTtl;
    private bool _carries;

    public EchoSocketActor(SimulatedNetwork network, Node node, IpLayer ip, int number, IActorRef owner, long ownerNumber)
    {
        _network = network;
        _node = node;
        _ip = ip;
        _sockets = ip.Sockets;
        _number = number;
        _conversations = ownerNumber >= 0 ? ip.Conversations : [];
        _owner = owner;
        _ownerNumber = ownerNumber;
        _identifier = _sockets.Echoes.Add(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendPacket send:
                SendFromFlow(send.Packet);
                break;
            case PacketDelivered reply:
                Take(reply.Packet);
                break;
            case IcmpReport report when !_carries:
                _owner.Tell(new SocketReply.EchoRefused((int)report.Sequence, report.From, report.Error), Self);
                break;
            case SocketCall.SendEcho echo:
                Sender.Tell(Send(echo), Self);
                break;
            case SocketCall.CarryPackets carry:
                _carries = true;
                _ttl = (byte)carry.Ttl;
                Sender.Tell(new SocketReply.Done(Errno.None), Self);
                break;
            case SocketCall.Bind bind:
                Sender.Tell(new SocketReply.Bound(bind.Local with { Port = _identifier }), Self);
                break;
            case SocketCall.SetOption:
                Sender.Tell(new SocketReply.Done(Errno.None), Self);
                break;
            case SocketCall.Close:
                Sender.Tell(new SocketReply.Done(Errno.None), Self);
                Context.Stop(Self);
                break;
            case SocketCall:
                Sender.Tell(new SocketReply.Done(Errno.EOPNOTSUPP), Self);
                break;
        }
    }

    protected override void PostStop()
    {
        _sockets.Remove(_number);
        _sockets.Echoes.Remove(_identifier);
    }

    private SocketReply Send(SocketCall.SendEcho echo)
    {
        bool toMany = echo.To.IsMulticast || _network.Map.Addresses.IsBroadcast(echo.To);
        if (toMany) return new SocketReply.Done(Errno.EACCES);

        Packet packet = _network.Run.Packets.Rent();
        packet.Destination = echo.To;
        packet.Sequence = echo.Sequence;
        packet.Bytes = echo.Bytes;
        packet.SentAt = _network.Clock.Now;
        if (SendOut(packet, (byte)echo.Ttl)) return new SocketReply.Sent(echo.Bytes);
        _network.Run.Packets.Return(packet);
        return new SocketReply.Done(Errno.ENETUNREACH);
    }

    private void SendFromFlow(Packet packet)
    {
        if (_ip.IsDown || !SendOut(packet, _ttl)) _network.Run.Packets.Return(packet);
    }

    /// <summary>False where nothing has the destination's address.</summary>
    private bool SendOut(Packet packet, byte ttl)
    {
        int destination = _network.Map.Addresses.DestinationOf(packet.Destination);
        if (destination < 0) return false;

        packet.Kind = PacketKind.Echo;
        packet.Flow = (int)_ownerNumber;
        packet.Source = SourceTowards(destination, packet.Destination);
        packet.SourcePort = _identifier;
        packet.DestinationPort = 0;
        packet.DestinationNode = destination;
        packet.NextHopPort = -1;
        packet.Ttl = ttl;
        packet.WireBytes = packet.Bytes + PayloadSize.EchoOverhead;
        packet.Number = _network.Run.Progress.NextPacket();
        int conversation = ConversationWith(packet.Destination, packet.Source, ttl);
        _network.Trace
            .Write(TraceEvents.PacketSent(packet.SentAt, conversation, packet.Number, packet.Sequence, packet.Bytes, answer: false));
        _network.Run.Progress.SetOut();
        _ip.Send(packet);
        return true;
    }

    private Ipv4Address SourceTowards(int destination, Ipv4Address to)
    {
        if (_network.Map.Addresses.IsAt(destination, _node.Index)) return to;
        NextHop hop = _network.Map.Next(_node.Index, destination);
        return hop.Interface >= 0 ? _network.Interfaces[hop.Interface].At.Address : _node.Address ?? Ipv4Address.Any;
    }

    private int ConversationWith(Ipv4Address to, Ipv4Address from, int ttl)
    {
        (IpEndpoint source, IpEndpoint destination) = (new IpEndpoint(from, _identifier), new IpEndpoint(to, 0));
        if (_conversations.TryGetValue((_ownerNumber, source, destination), out int conversation)) return conversation;
        conversation = ConversationText.Open(_network.Run, _network.Clock.Now, "icmp", source, destination, ttl, _ownerNumber);
        return _conversations[(_ownerNumber, source, destination)] = conversation;
    }

    private void Take(Packet reply)
    {
        _network.Trace.Write(TraceEvents.Received(_network.Clock.Now, _node.Index, reply.Number, reply.Bytes));
        _network.Run.Progress.Arrived();
        if (_carries)
        {
            _owner.Tell(PacketMessages.Received(reply), Self);
            return;
        }

        var answered = new SocketReply.EchoAnswered((int)reply.Sequence, reply.Source, reply.Bytes, reply.Ttl);
        _network.Run.Packets.Return(reply);
        _owner.Tell(answered, Self);
    }
}
