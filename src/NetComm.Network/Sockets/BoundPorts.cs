namespace NetComm.Network;

/// <summary>Who has which port of one host, in UDP or in TCP: what bind(2) and listen(2) go by.</summary>
/// <remarks>As Linux does it: inet_csk_bind_conflict and udp_lib_lport_inuse; socket(7), SO_REUSEADDR.</remarks>
internal sealed class BoundPorts<TSocket> where TSocket : class
{
    private readonly Dictionary<int, List<BoundPort<TSocket>>> _byPort = [];
    private readonly Dictionary<TSocket, BoundPort<TSocket>> _bySocket = [];
    private readonly EphemeralPorts _ephemeral = new();

    /// <summary>Those that have the port, in the order in which they were bound.</summary>
    internal IReadOnlyList<BoundPort<TSocket>> At(int port) => _byPort.GetValueOrDefault(port) ?? [];

    /// <summary>The socket that gets what comes for one host: that which fits best, of several the one bound last.</summary>
    internal TSocket? Find(IpEndpoint local, IpEndpoint from)
    {
        (TSocket? found, int best) = (null, 0);
        foreach (BoundPort<TSocket> bound in At(local.Port))
        {
            int fitness = bound.FitnessFor(local, from);
            if (fitness > 0 && fitness >= best) (found, best) = (bound.Socket, fitness);
        }

        return found;
    }

    /// <summary>All sockets that get what is for many: those bound to any address, or to that of the many itself.</summary>
    internal IReadOnlyList<TSocket> FindAll(IpEndpoint many, IpEndpoint from)
    {
        IReadOnlyList<BoundPort<TSocket>> bound = At(many.Port);
        return bound.Count == 0 ? [] : [.. bound.Where(one => one.FitnessFor(many, from) > 0).Select(one => one.Socket)];
    }

    internal BoundPort<TSocket>? Of(TSocket socket) => _bySocket.GetValueOrDefault(socket);

    /// <summary>Binds a socket; port 0 takes the next free one. None, or the errno of bind().</summary>
    internal Errno TryBind(ref int port, Ipv4Address address, TSocket socket, SocketOptions options)
    {
        if (port == 0 && !_ephemeral.TryTake(_byPort.ContainsKey, out port)) return Errno.EADDRINUSE;
        var wanted = new BoundPort<TSocket>(socket, new IpEndpoint(address, port), options);
        if (IsTaken(wanted)) return Errno.EADDRINUSE;
        Add(wanted);
        return Errno.None;
    }

    /// <summary>Whether another socket would keep this one from being bound there.</summary>
    internal bool IsTaken(BoundPort<TSocket> wanted) => At(wanted.Local.Port).Any(wanted.IsExcludedBy);

    /// <summary>A connection of a listening socket's has its port too, and goes by the same options.</summary>
    internal void Add(BoundPort<TSocket> bound)
    {
        if (!_byPort.TryGetValue(bound.Local.Port, out List<BoundPort<TSocket>>? others)) _byPort[bound.Local.Port] = others = [];
        others.Add(bound);
        _bySocket[bound.Socket] = bound;
    }

    internal void Release(TSocket socket)
    {
        if (!_bySocket.Remove(socket, out BoundPort<TSocket>? bound)) return;
        List<BoundPort<TSocket>> others = _byPort[bound.Local.Port];
        others.Remove(bound);
        if (others.Count == 0) _byPort.Remove(bound.Local.Port);
    }
}

/// <summary>One socket's hold on a port.</summary>
internal sealed class BoundPort<TSocket>
{
    private readonly IpEndpoint _bound;
    private readonly SocketOptions _options;

    /// <summary>A socket is bound to one address, or to any.</summary>
    internal BoundPort(TSocket socket, IpEndpoint bound, SocketOptions options) =>
        (Socket, Local, _bound, _options) = (socket, bound, bound, options);

    internal TSocket Socket { get; }

    /// <summary>A socket that is bound to any address has, once it is connected, the one that it is connected from.</summary>
    internal IpEndpoint Local { get; private set; }

    /// <summary>Whom alone it hears, once connected.</summary>
    internal IpEndpoint? Peer { get; private set; }

    internal bool Listens { get; set; }

    internal void Connect(Ipv4Address from, IpEndpoint peer)
    {
        if (Local.Address == Ipv4Address.Any) Local = Local with { Address = from };
        Peer = peer;
    }

    internal void Disconnect() => (Local, Peer) = (_bound, null);

    internal bool IsExcludedBy(BoundPort<TSocket> other) =>
        !ReferenceEquals(this, other) && Overlaps(other) && !(_options.ReuseAddress && other._options.ReuseAddress && !other.Listens);

    /// <summary>How well it fits what has come; 0: not at all. The best one gets it (compute_score in Linux's udp.c).</summary>
    internal int FitnessFor(IpEndpoint local, IpEndpoint from)
    {
        bool isFor = Local.Address == Ipv4Address.Any || Local.Address == local.Address;
        if (!isFor || (Peer is { } peer && peer != from)) return 0;
        return 1 + (Local.Address == Ipv4Address.Any ? 0 : 1) + (Peer is null ? 0 : 2);
    }

    private bool Overlaps(BoundPort<TSocket> other) =>
        other.Local.Address == Local.Address || other.Local.Address == Ipv4Address.Any || Local.Address == Ipv4Address.Any;
}
