using System.Net;
using System.Net.Sockets;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>The life of a TCP socket of a loopback run, and what carries its bytes: real sockets. No call blocks a thread.</summary>
internal sealed class TcpSocketActor : SocketActor, ITcpTransport
{
    private sealed record Accepted(Socket Real, TcpPorts Ports, SocketContext Context, SocketOptions Options) : IEstablishedConnection
    {
        public void HandTo(ICaller acceptor)
        {
            IpEndpoint local = Ports.KnownOf((IPEndPoint)Real.LocalEndPoint!);
            var peer = (IPEndPoint)Real.RemoteEndPoint!;
            IpEndpoint known = Context.Network.Book.FindReal(stream: true, peer)?.Known ?? peer.ToKnown();
            IActorRef user = ((SocketCaller)acceptor).Actor;
            Context.Host.Tell(new LoopbackHostActor.Adopt(Real, local, known, Context.Owner, Options, user), Context.Self);
        }
    }

    private readonly SocketContext _context;
    private readonly SocketOptions _options = new();
    private readonly OwnHostTranslation _ownHost;
    private readonly TcpSocket _socket;
    private readonly TcpPorts _ports;
    private readonly TcpConnector _connector;
    private readonly int _sendBuffer;
    private TcpStream? _stream;
    private bool _isEnded;
    private bool _isGhost;

    public TcpSocketActor(LoopbackNetwork network, Node node, long ownerNumber, LoopbackHostActor.Adopt? adopted)
        : base(network)
    {
        _context = new SocketContext(network, node, ownerNumber, Self, Context.Parent);
        _ownHost = new OwnHostTranslation(network.Addresses.LocalhostOf(node.Index));
        Flow? flow = ownerNumber >= 0 ? network.Run.Scenario.Flows[(int)ownerNumber] : null;
        TcpOptions tcp = flow?.Tcp ?? new TcpOptions();
        _options.Dscp = flow?.Dscp ?? 0;
        _sendBuffer = (int)tcp.SendBuffer.Bytes;
        _socket = new TcpSocket(node, _options, this, countsBytes: false);
        _ports = new TcpPorts(_context, _options, ownerNumber >= 0 ? (int)tcp.ReceiveBuffer.Bytes : 0);
        _connector = new TcpConnector(_context, _options, _ports, _socket, Connected);
        if (adopted is not null) TakeOver(adopted);
    }

    protected override IEnumerable<IActorRef> Callers => _socket.Callers.OfType<SocketCaller>().Select(caller => caller.Actor);

    Ipv4Address ISocketTransport.Localhost => Network.Addresses.LocalhostOf(_context.Node.Index);

    Ipv4Address ISocketTransport.Local => _ports.Local?.Address ?? Ipv4Address.Any;

    bool ISocketTransport.IsOwn(Ipv4Address address) => Network.IsOwn(_context.Node, address);

    bool ISocketTransport.IsShared(Ipv4Address address) => Network.Addresses.ServiceAt(address) is not null;

    bool ISocketTransport.IsBroadcast(Ipv4Address address) => LoopbackNetwork.IsBroadcast(_context.Node, address);

    Errno ITcpTransport.Bind(IpEndpoint wanted, out IpEndpoint local) => _ports.Bind(wanted, out local);

    Errno ITcpTransport.Listen(int? backlog) => _ports.Listen(backlog);

    void ITcpTransport.AwaitConnection() => _ports.AwaitConnection();

    void ITcpTransport.StopListening()
    {
        ResetBacklog();
        _ports.Reopen();
    }

    Errno ITcpTransport.FindRoute(IpEndpoint peer) => _connector.FindRoute(peer);

    void ITcpTransport.Open() => _connector.Open();

    void ITcpTransport.Abandon() => _connector.Abandon();

    void ITcpTransport.SetNoDelay() => _stream?.SetNoDelay(_options.NoDelay);

    void ITcpTransport.SetDscp() => _stream?.SetDscp(_options.Dscp);

    void ITcpTransport.Close(TcpSocketState before)
    {
        if (before == TcpSocketState.Connected) _stream!.Close();
        else _isEnded = true;
    }

    void ISocketTransport.WakeAt(SimTime when) => _context.Run.Clock.At(when, Self, SocketTimerExpired.Message);

    protected override void OnReceive(object message)
    {
        if (_isGhost) OnGhost(message);
        else if (message is SocketCall call) _socket.Handle(_ownHost.In(call), new SocketCaller(Sender, Self, _ownHost.Out), _context.Now);
        else if (message is HostCommand.Crash) Crash();
        else if (message is TcpPorts.Came came) OnCame(came);
        else if (message is TcpConnector.Step step) _connector.OnStep(step);
        else if (message is SocketTimerExpired) _socket.TimerExpired(_context.Now);
        else _stream?.OnEvent(message);

        if (_isEnded || _stream is { IsEnded: true }) Context.Stop(Self);
    }

    // The peer is not to take what has come of the stream for the whole of it: it gets a reset.
    protected override void PreRestart(Exception reason, object message)
    {
        _stream?.Reset();
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        _ports.Close(keepsPort: !_isGhost && _stream is { KeepsPort: true });
        if (!_isGhost) ResetBacklog();
        _stream?.End();
    }

    // Nobody will accept them.
    private void ResetBacklog()
    {
        foreach (Accepted waiting in _socket.Backlog.OfType<Accepted>())
        {
            TcpStream.Reset(waiting.Real);
            waiting.Real.Dispose();
        }
    }

    // The host is gone, and nobody is told: who speaks to it once it is back gets a reset (RFC 9293, 3.10.7.1).
    private void Crash()
    {
        if (_context.Owner >= 0) return;
        _isGhost = true;
        foreach (Accepted waiting in _socket.Backlog.OfType<Accepted>()) Ghosts.Leave(waiting.Real);
        _ports.Crash(_socket.State == TcpSocketState.Listening);
        if (_stream is null) _isEnded = true;
        else _stream.Crash();
    }

    private void OnGhost(object message)
    {
        if (message is SocketCall) Sender.Tell(new SocketReply.Done(Errno.EBADF), Self);
        else if (message is TcpPorts.Came { Connection: { } connection }) Ghosts.Leave(connection);
        else _stream?.OnEvent(message);
    }

    private void OnCame(TcpPorts.Came came)
    {
        _ports.OnCame(came);
        if (came.Connection is { } connection) _socket.OnConnection(new Accepted(connection, _ports, _context, _options));
        else _socket.OnAcceptFailed(came.Errno);
    }

    private void TakeOver(LoopbackHostActor.Adopt adopted)
    {
        var peer = (IPEndPoint)adopted.Connection.RemoteEndPoint!;
        int peerNode = Network.Book.FindReal(stream: true, peer)?.Node ?? Network.Addresses.External;
        _options.Inherit(adopted.Options);
        _ports.Share(adopted.Local);
        Establish(adopted.Connection, adopted.Local, adopted.Peer, peerNode);
    }

    private void Connected(Socket real) => Establish(real, _ports.HandOver(), _connector.Peer, _connector.PeerNode);

    private void Establish(Socket real, IpEndpoint local, IpEndpoint peer, int peerNode)
    {
        if (_options.NoDelay) real.NoDelay = true;

        // Where it is somebody from nowhere, no link of the scenario lies between.
        _stream = new TcpStream(_context, real, peerNode < 0 ? _context.Node.Index : peerNode, _sendBuffer, _socket);
        if (_options.Dscp != 0) _stream.SetDscp(_options.Dscp);
        if (_context.Owner < 0) ConversationText.Open(_context.Run, _context.Now, "tcp", local, peer, _options.Ttl, _context.Owner);
        _socket.OnConnected(peer, _stream);
    }
}
