namespace NetComm.Runtime.Simulated.Sockets;

internal sealed class TcpTable
{
    private sealed record Binding(int Port, Ipv4Address Address, IActorRef Socket, bool Reuse)
    {
        internal TcpListener? Listener { get; set; }

        internal bool Covers(IpEndpoint local) => Port == local.Port && (Address == local.Address || Address == Ipv4Address.Any);
    }

    private readonly List<Binding> _bindings = [];
    private readonly Dictionary<(IpEndpoint Local, IpEndpoint Remote), IActorRef> _connections = [];
    private readonly EphemeralPorts _ephemeral = new();

    // Whose segment came last: the next one is mostly for the same connection.
    private (IpEndpoint Local, IpEndpoint Remote) _lastFound;
    private IActorRef? _lastSocket;

    internal Errno TryBind(ref int port, Ipv4Address address, IActorRef socket, bool reuse)
    {
        if (port == 0 && !_ephemeral.TryTake(IsTaken, out port)) return Errno.EADDRINUSE;
        int wanted = port;
        bool Overlaps(Ipv4Address other) => other == address || other == Ipv4Address.Any || address == Ipv4Address.Any;
        bool isTaken =
            _bindings.Exists(taken => taken.Port == wanted && Overlaps(taken.Address) && !(reuse && taken.Reuse && taken.Listener is null));

        // As on Linux, a connection that is left over, even one that only waits out TIME-WAIT, keeps its port from all but those who set
        // SO_REUSEADDR.
        isTaken |= !reuse && _connections.Keys.Any(connection => connection.Local.Port == wanted && Overlaps(connection.Local.Address));
        if (isTaken) return Errno.EADDRINUSE;
        _bindings.Add(new Binding(port, address, socket, reuse));
        return Errno.None;
    }

    internal void Listen(IActorRef socket, TcpListener listener) =>
        _bindings.Find(binding => binding.Socket.Equals(socket))!.Listener = listener;

    internal void Unbind(IActorRef socket) => _bindings.RemoveAll(binding => binding.Socket.Equals(socket));

    internal TcpListener? FindListener(IpEndpoint local) =>
        _bindings.Find(binding => binding.Listener is not null && binding.Covers(local))?.Listener;

    internal bool TryConnect(IpEndpoint local, IpEndpoint remote, IActorRef socket) => _connections.TryAdd((local, remote), socket);

    internal IActorRef? Find(IpEndpoint local, IpEndpoint remote)
    {
        if (_lastSocket is not null && _lastFound.Local == local && _lastFound.Remote == remote) return _lastSocket;
        if (!_connections.TryGetValue((local, remote), out IActorRef? socket)) return null;
        _lastFound = (local, remote);
        return _lastSocket = socket;
    }

    internal void Disconnect(IpEndpoint local, IpEndpoint remote)
    {
        _lastSocket = null;
        _connections.Remove((local, remote));
    }

    private bool IsTaken(int port) => _bindings.Exists(binding => binding.Port == port)
        || _connections.Keys.Any(connection => connection.Local.Port == port);
}

/// <summary>A socket that listens, as its host knows it.</summary>
/// <param name="socket">Who accepts.</param>
/// <param name="backlog">How many connections may wait to be accepted, less one: as on Linux, the queue is full when more than this
/// wait.</param>
/// <param name="options">What its connections begin with.</param>
internal sealed class TcpListener(IActorRef socket, int backlog, long owner, SocketOptions options)
{
    internal IActorRef Socket { get; } = socket;

    internal long Owner { get; } = owner;

    internal SocketOptions Options { get; } = options;

    /// <summary>Connections that wait to be accepted, or are still being opened.</summary>
    internal List<IActorRef> Waiting { get; } = [];

    internal int Backlog { get; set; } = backlog;

    internal bool IsFull => Waiting.Count > Backlog;
}

/// <summary>What TCP sockets of one host tell each other.</summary>
internal abstract record TcpCommand
{
    /// <summary>To a listening socket, from one of its connections: it stands, and may be accepted.</summary>
    internal sealed record Established(TcpListener Listener, IActorRef Connection, IpEndpoint Peer) : TcpCommand, IEstablishedConnection
    {
        public void HandTo(ICaller acceptor)
        {
            Listener.Waiting.Remove(Connection);
            acceptor.Reply(new ConnectionAccepted(Connection, Peer));
        }
    }

    /// <summary>To a listening socket, from one of its connections: it came to nothing before it was accepted.</summary>
    internal sealed record Failed(IActorRef Connection) : TcpCommand;

    /// <summary>To a connection, from its listening socket, which closes: nobody will accept it.</summary>
    internal sealed record Abort : TcpCommand;
}
