namespace NetComm.Runtime.Simulated.Ip;

/// <summary>The UDP ports of one host and the sockets bound to them. Few, so an array is looked through.</summary>
internal sealed class PortTable
{
    private readonly record struct Binding(int Port, Ipv4Address Address, IActorRef Socket, bool Reuse);

    private Binding[] _bindings = [];
    private readonly EphemeralPorts _ephemeral = new();

    /// <summary>Binds a socket; port 0 takes the next free one. None, or the errno of bind().</summary>
    internal Errno TryBind(ref int port, Ipv4Address address, IActorRef socket, bool reuse)
    {
        if (port == 0 && !_ephemeral.TryTake(candidate => Array.Exists(_bindings, binding => binding.Port == candidate), out port))
            return Errno.EADDRINUSE;
        foreach (Binding taken in _bindings)
        {
            bool overlaps = taken.Port == port
                && (taken.Address == address || taken.Address == Ipv4Address.Any || address == Ipv4Address.Any);
            if (overlaps && !(reuse && taken.Reuse)) return Errno.EADDRINUSE;
        }

        _bindings = [.. _bindings, new(port, address, socket, reuse)];
        return Errno.None;
    }

    internal void Release(IActorRef socket) => _bindings = Array.FindAll(_bindings, binding => !binding.Socket.Equals(socket));

    /// <summary>The socket that gets a packet for one host: the one bound last where several share the port.</summary>
    internal IActorRef? Find(int port, Ipv4Address address)
    {
        Binding[] bindings = _bindings;
        for (int i = bindings.Length - 1; i >= 0; i--)
        {
            if (bindings[i].Port == port && (bindings[i].Address == Ipv4Address.Any || bindings[i].Address == address))
                return bindings[i].Socket;
        }

        return null;
    }

    /// <summary>All sockets that get a broadcast: those bound to any address, or to the broadcast address itself.</summary>
    internal IReadOnlyList<IActorRef> FindAll(int port, Ipv4Address broadcast)
    {
        if (_bindings.Length == 0) return [];
        return [.. _bindings.Where(b => b.Port == port && (b.Address == Ipv4Address.Any || b.Address == broadcast)).Select(b => b.Socket)];
    }
}
