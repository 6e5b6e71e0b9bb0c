using System.Net;
using System.Net.Sockets;
using NetComm.Network;
using NetComm.Runtime.Loopback.Addresses;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>
/// A TCP socket of the scenario: fresh, listening, connecting or connected, over real sockets of the system. No call blocks a thread.
/// </summary>
internal sealed partial class TcpSocketActor : SocketActor
{
    private enum Stage
    {
        Fresh,
        Listening,
        Connecting,
        Connected,
        Closed,
    }

    private sealed record Bound(Socket Socket, EndpointClaim Claim);

    private readonly LoopbackNetwork _network;
    private readonly RunContext _run;
    private readonly Node _node;
    private readonly long _ownerNumber;
    private readonly List<Bound> _bound = [];
    private readonly List<EndpointClaim> _claims = [];
    private readonly int _sendBuffer;
    private readonly int _receiveBuffer;
    private Stage _stage;
    private IpEndpoint _local;
    private bool _isBound;
    private bool _reuse;
    private bool _noDelay;
    private byte _ttl = 64;

    /// <summary>A fresh socket, or one for a connection that has come.</summary>
    public TcpSocketActor(LoopbackNetwork network, Node node, long ownerNumber, LoopbackHostActor.Adopt? adopted)
        : base(network)
    {
        _network = network;
        _run = network.Run;
        _node = node;
        _ownerNumber = ownerNumber;
        TcpOptions options = ownerNumber >= 0 ? network.Run.Scenario.Flows[(int)ownerNumber].Tcp : new TcpOptions();
        _sendBuffer = (int)options.SendBuffer.Bytes;
        _receiveBuffer = ownerNumber >= 0 ? (int)options.ReceiveBuffer.Bytes : 0;
        if (adopted is not null) TakeOver(adopted);
    }

    protected override IEnumerable<IActorRef> Callers
    {
        get
        {
            if (_acceptor is not null) yield return _acceptor;
            if (_stage == Stage.Connecting) yield return _connector;
            if (_reading is not null) yield return _reader;
            foreach (PendingSend send in _sends) yield return send.Caller;
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SocketCall.Send send:
                Send(send);
                break;
            case SocketCall.SendTo sendTo:
                // A stream goes where it is connected to, whatever address is given (tcp(7)).
                Send(new SocketCall.Send(sendTo.Data, All: false));
                break;
            case SocketCall.Receive receive:
                Receive(receive);
                break;
            case SocketCall.Accept accept:
                Accept(accept);
                break;
            case SocketCall.Connect connect:
                Connect(connect);
                break;
            case SocketCall.Close:
                Sender.Tell(Done(Errno.None), Self);
                Close();
                break;
            case SocketCall call:
                Sender.Tell(Reply(call), Self);
                break;
            default:
                OnEvent(message);
                break;
        }
    }

    // The peer is not to take what has come of the stream for the whole of it: it gets a reset.
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (Socket connection in _socket is null ? _accepted : _accepted.Append(_socket)) Reset(connection);
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        HoldRun(false);
        foreach (EndpointClaim claim in _claims) _network.Book.Remove(claim);
        foreach (Bound bound in _bound) bound.Socket.Dispose();
        foreach (Socket waiting in _accepted) waiting.Dispose();
        _socket?.Dispose();
    }

    private static SocketReply.Done Done(Errno errno) => new(errno);

    // close(2) with SO_LINGER on and 0 seconds (socket(7)).
    private static void Reset(Socket connection)
    {
        try
        {
            connection.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (SocketException)
        {
            // The peer was faster: it is reset already.
        }
        catch (ObjectDisposedException)
        {
            // It is closed already.
        }
    }

    private void OnEvent(object message)
    {
        if (_stage == Stage.Listening || message is Came) OnListening(message);
        else if (message is ConnectStep step) OnConnecting(step);
        else OnConnected(message);
    }

    private SocketReply Reply(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.Bind bind:
                Errno failure = Bind(bind.Local);
                return failure == Errno.None ? new SocketReply.Bound(_local) : Done(failure);
            case SocketCall.Listen listen:
                return Done(Listen(listen.Backlog));
            case SocketCall.SetOption option:
                return Done(Set(option));
            case SocketCall.Shutdown shutdown:
                return Done(Shut(shutdown));
            default:
                return Done(Errno.EOPNOTSUPP);
        }
    }

    private Errno Bind(IpEndpoint wanted)
    {
        if (_isBound || _stage != Stage.Fresh) return Errno.EINVAL;
        bool isOwn = wanted.Address == Ipv4Address.Any || _node.Interfaces.Any(at => at.Address == wanted.Address);
        if (!isOwn) return Errno.EADDRNOTAVAIL;

        int port = wanted.Port;
        foreach (Ipv4Address address in LoopbackNetwork.AddressesOf(_node, wanted.Address))
        {
            Errno failure = Open(new IpEndpoint(address, port), out Bound? bound);
            if (failure != Errno.None)
            {
                Unbind();
                return failure;
            }

            _bound.Add(bound!);
            port = bound!.Claim.Known.Port;
        }

        _isBound = true;
        _local = wanted with { Port = port };
        return Errno.None;
    }

    // The system would let two sockets of this process bind one port, because .NET sets SO_REUSEADDR on each: the book says what bind(2)
    // would.
    private Errno Open(IpEndpoint known, out Bound? bound)
    {
        bound = null;
        EndpointClaim? other = known.Port == 0 ? null : _network.Book.Find(stream: true, known);
        if (other is not null && !(_reuse && other.Reuse && !other.Listens)) return Errno.EADDRINUSE;

        Errno failure = RealSockets.TryNew(RealSockets.NewStream, out Socket? socket);
        if (socket is null) return failure;
        if (_receiveBuffer > 0) socket.ReceiveBufferSize = _receiveBuffer;
        failure = RealSockets.Bind(_network, socket, known);
        if (failure != Errno.None)
        {
            socket.Dispose();
            return failure;
        }

        var real = (IPEndPoint)socket.LocalEndPoint!;
        var claim =
            new EndpointClaim(
                stream: true, _node.Index, known with { Port = known.Port == 0 ? real.Port : known.Port }, real, Self) { Reuse = _reuse };
        bound = new Bound(socket, claim);
        _claims.Add(claim);
        _network.Book.Add(claim);
        return Errno.None;
    }

    private void Unbind()
    {
        foreach (Bound bound in _bound)
        {
            _network.Book.Remove(bound.Claim);
            _claims.Remove(bound.Claim);
            bound.Socket.Dispose();
        }

        _bound.Clear();
    }

    private Errno Set(SocketCall.SetOption option)
    {
        switch (option.Option)
        {
            case SocketOption.NoDelay:
                _noDelay = option.Value != 0;
                if (_socket is not null) _socket.NoDelay = _noDelay;
                return Errno.None;
            case SocketOption.ReuseAddress:
                _reuse = option.Value != 0;
                return Errno.None;
            case SocketOption.Broadcast:
                return Errno.None;
            case SocketOption.Ttl when option.Value is >= 1 and <= 255:
                _ttl = (byte)option.Value;
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    private void Close()
    {
        if (_stage == Stage.Closed) return;
        if (_stage == Stage.Connected)
        {
            CloseConnection();
            return;
        }

        _stage = Stage.Closed;
        Context.Stop(Self);
    }
}
