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
            Context.Host.Tell(new LoopbackHostActor.Adopt(Real, local, known, Context.Owner, user, Options), Context.Self);
        }
    }

    private readonly SocketContext _context;
    private readonly SocketOptions _options = new();
    private readonly TcpSocket _socket;
    private readonly TcpPorts _ports;
    private readonly TcpConnector _connector;
    private readonly int _sendBuffer;
    private TcpStream? _stream;
    private bool _isEnded;

    public TcpSocketActor(LoopbackNetwork network, Node node, long ownerNumber, LoopbackHostActor.Adopt? adopted)
        : base(network)
    {
        _context = new SocketContext(network, node, ownerNumber, Self, Context.Parent);
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

    Errno ITcpTransport.Bind(IpEndpoint wanted, out IpEndpoint local) => _ports.Bind(wanted, out local);

    Errno ITcpTransport.Listen(int? backlog) => _ports.Listen(backlog);

    void ITcpTransport.AwaitConnection() => _ports.AwaitConnection();

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
        if (message is SocketCall call) _socket.Handle(call, new SocketCaller(Sender, Self), _context.Now);
        else if (message is TcpPorts.Came came) OnCame(came);
        else if (message is TcpConnector.Step step) _connector.OnStep(step);
        else if (message is SocketTimerExpired) _socket.TimerExpired(_context.Now);
        else _stream?.OnEvent(message);

        if (_isEnded || _stream is { IsEnded: true }) Context.Stop(Self);
    }

    // The peer is not to take what has come of the stream for the whole of it: it gets a reset.
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (Accepted waiting in _socket.Backlog.OfType<Accepted>()) TcpStream.Reset(waiting.Real);
        _stream?.Reset();
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        _ports.Close();
        foreach (Accepted waiting in _socket.Backlog.OfType<Accepted>()) waiting.Real.Dispose();
        _stream?.End();
    }

    private void OnCame(TcpPorts.Came came)
    {
        _ports.OnCame(came);
        if (came.Connection is { } connection) _socket.OnConnection(new Accepted(connection, _ports, _context, _options));
        else _socket.OnAcceptFailed(came.Errno);
    }

    private void TakeOver(LoopbackHostActor.Adopt adopted)
    {
        _options.Inherit(adopted.Listener);
        var peer = (IPEndPoint)adopted.Connection.RemoteEndPoint!;
        int peerNode = Network.Book.FindReal(stream: true, peer)?.Node ?? Network.Addresses.External;
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
