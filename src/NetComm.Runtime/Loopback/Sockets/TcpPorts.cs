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

    /// <summary>Linux, tcp.h: TCP_TIMEWAIT_LEN.</summary>
    private static readonly SimDuration TimeWait = SimDuration.FromSeconds(60);

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
        Errno failure = _network.Book.Ports.TryBind(_node.Index, stream: true, wanted, context.Self, options);
        if (failure != Errno.None) return failure;
        failure = IsToMany(wanted.Address) || IsShared(wanted.Address) ? OpenHidden(ref local) : OpenAll(ref local);
        if (failure != Errno.None)
        {
            Unbind();
            ReleasePort();
            return failure;
        }

        _network.Book.Ports.Add(_node.Index, stream: true, local, context.Self, options);
        Local = local;
        return Errno.None;
    }

    internal Errno Listen(int? backlog)
    {
        if (_network.Book.Ports.TryListen(_node.Index, context.Self) is var taken and not Errno.None) return taken;
        foreach ((Socket socket, _) in _bound)
        {
            try
            {
                socket.Listen(backlog ?? int.MaxValue);
            }
            catch (SocketException refused)
            {
                return SocketErrors.ToErrno(refused);
            }

        }

        if (!_isListening) _network.Live.Listens(context, "tcp", [.. _bound.Select(bound => bound.Claim.Real)]);
        if (!_isListening) ShareAddresses(Local!.Value.Address);
        if (!_isListening && Local!.Value.Address == Ipv4Address.Any) AnswerAsOwnHost();

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
    internal Errno OpenToConnect(Ipv4Address from, IpEndpoint peer, out Socket? socket)
    {
        var known = new IpEndpoint(from, Local?.Port ?? 0);
        Unbind();
        Errno failure = Open(known, out EndpointClaim? claim);
        socket = failure == Errno.None ? _bound[0].Socket : null;
        if (failure != Errno.None) return failure;
        _network.Book.Ports.Add(_node.Index, stream: true, claim!.Known, context.Self, options);
        _network.Book.Ports.Connect(_node.Index, stream: true, context.Self, from, peer);
        return Errno.None;
    }

    /// <summary>A connection that was accepted has its port together with the listening socket.</summary>
    internal void Share(IpEndpoint local) => _network.Book.Ports.Add(_node.Index, stream: true, local, context.Self, options);

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
        ReleasePort();
        _isListening = false;
        foreach (EndpointClaim claim in _claims) _network.Book.Remove(claim);
        _claims.Clear();
        if (Local is { } bound) Bind(bound, out _);
    }

    /// <summary>The host has crashed: its ports are free, and connections that nobody has accepted are on their own.</summary>
    internal void Crash(bool isListening)
    {
        ReleasePort();

        // Whose the real socket is stays known: what goes there crosses the links to this host.
        foreach (EndpointClaim claim in _claims) _network.Book.Hide(claim);
        if (!isListening) return;
        foreach ((Socket listener, _) in _bound)
        {
            while (listener.Poll(0, SelectMode.SelectRead)) Ghosts.Leave(listener.Accept());
        }
    }

    internal IpEndpoint KnownOf(IPEndPoint real)
    {
        foreach ((_, EndpointClaim claim) in _bound)
        {
            if (claim.Real.Equals(real)) return claim.Known;
        }

        return real.ToKnown();
    }

    /// <summary>The socket ends.</summary>
    /// <param name="keepsPort">Whether its connection waits out TIME-WAIT, and has the port meanwhile.</param>
    internal void Close(bool keepsPort)
    {
        if (keepsPort) _network.Timer.At(context.Now + TimeWait, _ => ReleasePort());
        else ReleasePort();
        foreach (EndpointClaim claim in _claims) _network.Book.Remove(claim);
        foreach ((Socket socket, _) in _bound) socket.Dispose();
    }

    private bool IsToMany(Ipv4Address address) => address.IsMulticast || _network.Addresses.IsBroadcast(address);

    private bool IsShared(Ipv4Address address) => _network.Addresses.ServiceAt(address) is not null;

    private void ReleasePort() => _network.Book.Ports.Release(_node.Index, stream: true, context.Self);

    private Errno OpenAll(ref IpEndpoint local)
    {
        foreach (Ipv4Address address in LoopbackNetwork.AddressesOf(_node, local.Address))
        {
            if (Open(local with { Address = address }, out EndpointClaim? claim) is var failure and not Errno.None) return failure;
            local = local with { Port = claim!.Known.Port };
        }

        return Errno.None;
    }

    // To an address of many nothing comes, and to one that hosts share it comes by one of the host's own.
    private Errno OpenHidden(ref IpEndpoint local)
    {
        Ipv4Address own = LoopbackNetwork.AddressesOf(_node, Ipv4Address.Any)[0];
        if (Open(new IpEndpoint(own, 0), out EndpointClaim? claim) is var failure and not Errno.None) return failure;
        if (local.Port == 0) local = local with { Port = claim!.Known.Port };
        _network.Book.Hide(claim!);
        return Errno.None;
    }

    private Errno Open(IpEndpoint known, out EndpointClaim? claim)
    {
        claim = null;
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
            stream: true, _node.Index, known with { Port = known.Port == 0 ? real.Port : known.Port }, real, context.Self);
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
    private void ShareAddresses(Ipv4Address boundTo)
    {
        IPEndPoint own = _bound[0].Claim.Real;
        foreach (Ipv4Address shared in _network.Addresses.SharedBy(_node.Index).Where(one => boundTo == Ipv4Address.Any || boundTo == one))
        {
            var known = new IpEndpoint(shared, Local!.Value.Port);
            Add(new EndpointClaim(stream: true, _node.Index, known, own, context.Self) { SharedReal = own });
        }
    }

    // What is for 127.0.0.1 comes to the first of its sockets.
    private void AnswerAsOwnHost()
    {
        var known = new IpEndpoint(_network.Addresses.LocalhostOf(_node.Index), Local!.Value.Port);
        if (_bound.Exists(bound => bound.Claim.Known == known)) return;
        Add(new EndpointClaim(stream: true, _node.Index, known, _bound[0].Claim.Real, context.Self) { IsAlias = true });
    }

    private static async Task AcceptOneAsync(Socket listener, IActorRef self)
    {
        Socket? connection = null;
        Errno? errno = await SocketErrors.TryAsync(async () => connection = await listener.AcceptAsync().ConfigureAwait(false))
            .ConfigureAwait(false);
        if (errno is { } outcome) self.Tell(new Came(listener, connection, outcome), ActorRefs.NoSender!);
    }
}
