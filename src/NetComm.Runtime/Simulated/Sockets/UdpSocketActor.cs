namespace NetComm.Runtime.Simulated.Sockets;

internal sealed class UdpSocketActor : DirectActor
{
    private readonly SocketContext _context;
    private readonly SimulatedNetwork _network;
    private readonly IActorRef _owner;
    private readonly UdpTransport _transport;
    private readonly UdpSocket _socket;

    public UdpSocketActor(SocketContext context, IActorRef owner)
    {
        _context = context;
        _network = context.Network;
        _owner = owner;
        var options = new SocketOptions();
        _transport = new UdpTransport(context, Self, options);
        _socket = new UdpSocket(context.Node, options, _transport);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendPacket send:
                _transport.SendFromFlow(send.Packet);
                break;
            case PacketDelivered delivered:
                Deliver(delivered.Packet);
                break;
            case IcmpReport { Error: Errno.ECONNREFUSED } report:
                _socket.Refuse(report.Remote);
                break;
            case SocketTimerExpired:
                _socket.TimerExpired(_network.Clock.Now);
                break;
            case SocketCall call:
                _socket.Handle(call, new SocketCaller(Sender, Self), _network.Clock.Now);
                if (call is SocketCall.Close) Context.Stop(Self);
                break;
        }
    }

    protected override void PostStop()
    {
        _context.Sockets.Remove(_context.Number);
        _transport.Release();
        _socket.Close();
    }

    private void Deliver(Packet packet)
    {
        if (_socket.CarriesPackets)
        {
            // A flow to all is for the other hosts.
            bool isOwnCopy = !packet.To.IsOne && !packet.To.IsGroup && packet.SourceNode == _context.Node.Index;
            if (isOwnCopy) _network.Discard(packet);
            else HandOver(packet);
            return;
        }

        var from = new IpEndpoint(packet.Source, packet.SourcePort);
        DropReason reason = _socket.Deliver(new Datagram(packet.Number, from, packet.Destination, packet.Bytes, packet.Data));
        if (reason == DropReason.None) _network.Discard(packet);
        else _network.DropAt(_context.Node.Index, packet, reason);
    }

    private void HandOver(Packet packet)
    {
        _network.Trace.Write(TraceEvents.Received(_network.Clock.Now, _context.Node.Index, packet.Number, packet.Bytes));
        _network.Run.Progress.Arrived();
        _owner.Tell(PacketMessages.Received(packet), Self);
    }
}
