namespace NetComm.Runtime.Loopback.Addresses;

/// <summary>Who has which port of each host, for bind() and listen(); from any thread.</summary>
/// <remarks>The system cannot be asked: .NET sets SO_REUSEADDR on TCP sockets.</remarks>
internal sealed class HostPorts
{
    private readonly Dictionary<(int Node, bool Stream), BoundPorts<IActorRef>> _ports = [];
    private readonly Lock _gate = new();

    /// <summary>Takes a port that was asked for; none of a host where the system is to choose.</summary>
    internal Errno TryBind(int node, bool stream, IpEndpoint wanted, IActorRef socket, SocketOptions options)
    {
        if (wanted.Port == 0) return Errno.None;
        int port = wanted.Port;
        lock (_gate) return Of(node, stream).TryBind(ref port, wanted.Address, socket, options);
    }

    /// <summary>A socket has a port that nobody was asked for: the system chose it, or a listening socket has it too.</summary>
    internal void Add(int node, bool stream, IpEndpoint local, IActorRef socket, SocketOptions options)
    {
        lock (_gate)
        {
            if (Of(node, stream).Of(socket) is null) Of(node, stream).Add(new BoundPort<IActorRef>(socket, local, options));
        }
    }

    internal Errno TryListen(int node, IActorRef socket)
    {
        lock (_gate)
        {
            BoundPort<IActorRef> bound = Of(node, stream: true).Of(socket)!;
            if (!bound.Listens && Of(node, stream: true).IsTaken(bound)) return Errno.EADDRINUSE;
            bound.Listens = true;
            return Errno.None;
        }
    }

    internal void Connect(int node, bool stream, IActorRef socket, Ipv4Address from, IpEndpoint peer)
    {
        lock (_gate) Of(node, stream).Of(socket)?.Connect(from, peer);
    }

    internal void Release(int node, bool stream, IActorRef socket)
    {
        lock (_gate) Of(node, stream).Release(socket);
    }

    private BoundPorts<IActorRef> Of(int node, bool stream)
    {
        if (!_ports.TryGetValue((node, stream), out BoundPorts<IActorRef>? ports)) _ports[(node, stream)] = ports = new();
        return ports;
    }
}
