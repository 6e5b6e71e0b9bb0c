namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>The life of a simulated TCP socket: its messages, its timers and its end.</summary>
internal sealed class TcpSocketActor : DirectActor
{
    /// <summary>A connection that someone listens for: the SYN follows as the first packet.</summary>
    internal sealed record Incoming(IpEndpoint Local, IpEndpoint Peer, TcpListener Listener);

    private readonly SocketContext _context;
    private readonly TcpTransport _transport;

    /// <summary>A fresh socket, or one for a connection that comes.</summary>
    public TcpSocketActor(SocketContext context, RandomStream sequenceNumbers, Incoming? incoming)
    {
        _context = context;
        _transport = new TcpTransport(context, Self, sequenceNumbers);
        if (incoming is not null) _transport.Take(incoming);
    }

    protected override void OnReceive(object message)
    {
        if (message is PacketDelivered delivered) _transport.OnArrived(delivered.Packet);
        else if (message is TcpTransport.TimerTick) _transport.TimerExpired();
        else if (message is IcmpReport report) _transport.OnReported(report);
        else if (message is SocketTimerExpired) _transport.Socket.TimerExpired(_context.Network.Clock.Now);
        else if (message is TcpCommand command) _transport.Handle(command);
        else if (message is SocketCall call) _transport.Socket.Handle(call, new SocketCaller(Sender, Self), _context.Network.Clock.Now);

        _transport.Update();
        if (_transport.IsEnded) Context.Stop(Self);
    }

    protected override void PostStop()
    {
        _context.Sockets.Remove(_context.Number);
        _transport.Release();
    }
}
