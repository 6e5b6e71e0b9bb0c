namespace NetComm.Runtime.Simulated.Sockets;

internal sealed class TcpTable
{
    private readonly Dictionary<IActorRef, TcpListener> _listeners = [];
    private readonly Dictionary<(IpEndpoint Local, IpEndpoint Remote), IActorRef> _connections = [];

    // Whose segment came last: the next one is mostly for the same connection.
    private (IpEndpoint Local, IpEndpoint Remote) _lastFound;
    private IActorRef? _lastSocket;

    /// <summary>Who has which port: sockets that are bound, and connections, even one that only waits out TIME-WAIT.</summary>
    internal BoundPorts<IActorRef> Ports { get; } = new();

    internal void Listen(IActorRef socket, TcpListener listener) => _listeners[socket] = listener;

    internal void StopListening(IActorRef socket)
    {
        Ports.Of(socket)!.Listens = false;
        _listeners.Remove(socket);
    }

    internal void Release(IActorRef socket)
    {
        Ports.Release(socket);
        _listeners.Remove(socket);
    }

    internal TcpListener? FindListener(IpEndpoint local)
    {
        BoundPort<IActorRef>? found = null;
        foreach (BoundPort<IActorRef> bound in Ports.At(local.Port))
        {
            bool isFor = bound.Listens && (bound.Local.Address == local.Address || bound.Local.Address == Ipv4Address.Any);
            if (isFor && (found is null || found.Local.Address == Ipv4Address.Any)) found = bound;
        }

        return found is null ? null : _listeners[found.Socket];
    }

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
}

/// <summary>A socket that listens, as its host knows it.</summary>
/// <param name="socket">Who accepts.</param>
/// <param name="backlog">How many connections may wait to be accepted, less one: as on Linux, the queue is full when more than this
/// wait.</param>
internal sealed class TcpListener(IActorRef socket, int backlog, SocketOptions options, long owner)
{
    /// <summary>Connections begin with them.</summary>
    internal SocketOptions Options => options;

    internal IActorRef Socket { get; } = socket;

    internal long Owner { get; } = owner;

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
