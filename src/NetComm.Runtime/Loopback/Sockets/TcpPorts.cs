using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Addresses;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>The real sockets of a TCP socket of the scenario, one at each of its addresses. Connections come there.</summary>
/// <param name="receiveBuffer">Bytes of SO_RCVBUF; 0: the system's.</param>
internal sealed class TcpPorts(SocketContext context, SocketOptions options, int receiveBuffer)
{
    /// <summary>To the socket: a connection has come to a real socket, or cannot be accepted.</summary>
    internal sealed record Came(Socket Listener, Socket? Connection, Errno Errno) : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => Connection?.Dispose();
    }

    private readonly LoopbackNetwork _network = context.Network;
    private readonly Node _node = context.Node;
    private readonly List<(Socket Socket, EndpointClaim Claim)> _bound = [];
    private readonly List<EndpointClaim> _claims = [];
    private readonly HashSet<Socket> _accepting = [];
    private bool _isListening;

    internal IpEndpoint? Local { get; private set; }

    internal Errno Bind(IpEndpoint wanted, out IpEndpoint local)
    {
        local = wanted;
        foreach (Ipv4Address address in LoopbackNetwork.AddressesOf(_node, wanted.Address))
        {
            Errno failure = Open(local with { Address = address }, out EndpointClaim? claim);
            if (failure != Errno.None)
            {
                Unbind();
                return failure;
            }

            local = wanted with { Port = claim!.Known.Port };
        }

        Local = local;
        return Errno.None;
    }

    internal Errno Listen(int? backlog)
    {
        foreach ((Socket socket, EndpointClaim claim) in _bound)
        {
            try
            {
                socket.Listen(backlog ?? int.MaxValue);
            }
            catch (SocketException refused)
            {
                return SocketErrors.ToErrno(refused);
            }

            claim.Listens = true;
        }

        if (!_isListening && Local!.Value.Address == Ipv4Address.Any) ShareAddresses();
        _isListening = true;
        return Errno.None;
    }

    internal void AwaitConnection()
    {
        foreach ((Socket socket, _) in _bound)
        {
            if (_accepting.Add(socket)) _ = AcceptOneAsync(socket, context.Self).PipeTo(context.Self);
        }
    }

    internal void OnCame(Came came) => _accepting.Remove(came.Listener);

    /// <summary>A socket to connect with, from the address; from the port that the socket is bound to, if it is bound.</summary>
    /// <remarks>One that has failed to connect cannot do so again (.NET on Unix): each attempt has its own.</remarks>
    internal Errno OpenToConnect(Ipv4Address from, out Socket? socket)
    {
        IpEndpoint known = Local is { } bound && bound.Address != Ipv4Address.Any ? bound : new IpEndpoint(from, Local?.Port ?? 0);
        Unbind();
        Errno failure = Open(known, out _);
        socket = failure == Errno.None ? _bound[0].Socket : null;
        return failure;
    }

    /// <summary>The real socket that was opened last has a connection, and belongs to that from now on. Its endpoint stays taken.</summary>
    internal IpEndpoint HandOver()
    {
        _bound.Clear();
        return _claims[0].Known;
    }

    /// <summary>Back to the endpoint that the socket was bound to before it tried to connect.</summary>
    internal void Reopen()
    {
        Unbind();
        if (Local is { } bound) Bind(bound, out _);
    }

    internal IpEndpoint KnownOf(IPEndPoint real)
    {
        foreach ((_, EndpointClaim claim) in _bound)
        {
            if (claim.Real.Equals(real)) return claim.Known;
        }

        return real.ToKnown();
    }

    internal void Close()
    {
        foreach (EndpointClaim claim in _claims) _network.Book.Remove(claim);
        foreach ((Socket socket, _) in _bound) socket.Dispose();
    }

    // The system would let two sockets of this process bind one port, because .NET sets SO_REUSEADDR on each: the book says what bind(2)
    // would.
    private Errno Open(IpEndpoint known, out EndpointClaim? claim)
    {
        claim = null;
        EndpointClaim? other = known.Port == 0 ? null : _network.Book.Find(stream: true, known);
        if (other is not null && !(options.ReuseAddress && other.Reuse && !other.Listens)) return Errno.EADDRINUSE;

        Errno failure = RealSockets.TryOpen(
            RealSockets.NewStream,
            opened =>
            {
                if (receiveBuffer > 0) opened.ReceiveBufferSize = receiveBuffer;
                return RealSockets.Bind(_network, opened, known);
            },
            out Socket? socket);
        if (socket is null) return failure;
        var real = (IPEndPoint)socket.LocalEndPoint!;
        claim = new EndpointClaim(
            stream: true, _node.Index, known with { Port = known.Port == 0 ? real.Port : known.Port }, real, context.Self)
        {
            Reuse = options.ReuseAddress,
        };
        _bound.Add((socket, claim));
        Add(claim);
        return Errno.None;
    }

    private void Add(EndpointClaim claim)
    {
        _claims.Add(claim);
        _network.Book.Add(claim);
    }

    private void Unbind()
    {
        foreach ((Socket socket, EndpointClaim claim) in _bound)
        {
            _network.Book.Remove(claim);
            _claims.Remove(claim);
            socket.Dispose();
        }

        _bound.Clear();
    }

    // A member of an anycast service is found under the service's address as well; its connections are made to an address of its own.
    private void ShareAddresses()
    {
        IPEndPoint own = _bound[0].Claim.Real;
        foreach (Ipv4Address shared in _network.Addresses.SharedBy(_node.Index))
        {
            var known = new IpEndpoint(shared, Local!.Value.Port);
            Add(new EndpointClaim(stream: true, _node.Index, known, own, context.Self) { SharedReal = own });
        }
    }

    private static async Task AcceptOneAsync(Socket listener, IActorRef self)
    {
        Socket? connection = null;
        Errno? errno = await SocketErrors.TryAsync(async () => connection = await listener.AcceptAsync().ConfigureAwait(false))
            .ConfigureAwait(false);
        if (errno is { } outcome) self.Tell(new Came(listener, connection, outcome), ActorRefs.NoSender!);
    }
}
