namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>The life of a simulated ICMP socket, and what carries its echoes: the IP layer of its host.</summary>
internal sealed class EchoSocketActor : DirectActor, IIcmpTransport
{
    private readonly SocketContext _context;
    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly IActorRef _owner;
    private readonly int _identifier;
    private readonly IcmpSocket _socket;
    private readonly DscpTrace _dscp;

    public EchoSocketActor(SocketContext context, IActorRef owner)
    {
        _context = context;
        _network = context.Network;
        _node = context.Node;
        _owner = owner;
        _identifier = context.Sockets.Echoes.Add(Self);
        _socket = new IcmpSocket(new SocketCaller(owner, Self), this);
        _dscp = new DscpTrace(_network.Trace);
    }

    int IIcmpTransport.Identifier => _identifier;

    bool IIcmpTransport.IsBroadcast(Ipv4Address address) => _network.Map.Addresses.IsBroadcast(address);

    Errno IIcmpTransport.Send(SocketCall.SendEcho echo)
    {
        Packet packet = _network.Run.Packets.Rent();
        packet.Destination = echo.To;
        packet.Sequence = echo.Sequence;
        packet.Bytes = echo.Bytes;
        packet.SentAt = _network.Clock.Now;
        return SendOut(packet, (byte)echo.Ttl);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendPacket send:
                SendFromFlow(send.Packet);
                break;
            case PacketDelivered reply:
                Deliver(reply.Packet);
                break;
            case IcmpReport report:
                _socket.OnRefused(new SocketReply.EchoRefused((int)report.Sequence, report.From, report.Error));
                break;
            case SocketCall call:
                _socket.Handle(call, new SocketCaller(Sender, Self));
                if (call is SocketCall.Close) Context.Stop(Self);
                break;
        }
    }

    protected override void PostStop()
    {
        _context.Sockets.Remove(_context.Number);
        _context.Sockets.Echoes.Remove(_identifier);
    }

    private void SendFromFlow(Packet packet)
    {
        if (_context.Ip.IsDown) _network.Run.Packets.Return(packet);
        else SendOut(packet, _socket.Ttl);
    }

    private Errno SendOut(Packet packet, byte ttl)
    {
        int destination = _network.Map.Addresses.DestinationOf(packet.Destination, _node);
        if (destination < 0)
        {
            _network.Run.Packets.Return(packet);
            return Errno.ENETUNREACH;
        }

        packet.Kind = PacketKind.Echo;
        packet.Owner = Owner.FromTrace(_context.Owner);
        packet.Source = SourceTowards(destination, packet.Destination);
        packet.SourcePort = _identifier;
        packet.DestinationPort = 0;
        packet.To = Destination.One(destination);
        packet.Ttl = ttl;
        packet.IpLength = packet.Bytes + PayloadSize.EchoOverhead;
        packet.Number = _network.Run.Progress.NextPacket();
        int conversation = _context.Conversation("icmp", new(packet.Source, _identifier), new(packet.Destination, 0), ttl);
        _dscp.OnSent(packet.SentAt, conversation, packet.Dscp);
        _network.Trace
            .Write(TraceEvents.PacketSent(packet.SentAt, conversation, packet.Number, packet.Sequence, packet.Bytes, answer: false));
        _network.Run.Progress.SetOut();
        _context.Ip.Send(packet);
        return Errno.None;
    }

    private Ipv4Address SourceTowards(int destination, Ipv4Address to)
    {
        if (_network.Map.Addresses.IsAt(destination, _node.Index)) return to;
        NextHop hop = _network.Map.Next(_node.Index, destination);
        return hop.Exists ? _network.Interfaces[hop.Interface].At.Address : _node.Address ?? Ipv4Address.Any;
    }

    private void Deliver(Packet reply)
    {
        _network.Trace.Write(TraceEvents.Received(_network.Clock.Now, _node.Index, reply.Number, reply.Bytes));
        _network.Run.Progress.Arrived();
        if (_socket.CarriesPackets)
        {
            _owner.Tell(PacketMessages.Received(reply), Self);
            return;
        }

        var answer = new SocketReply.EchoAnswered((int)reply.Sequence, reply.Source, reply.Bytes, reply.Ttl);
        _network.Run.Packets.Return(reply);
        _socket.OnAnswered(answer);
    }
}
