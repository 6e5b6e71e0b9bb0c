using NetComm.Runtime.Simulated.Sockets;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>The sockets of a host, and which has which port, connection or identifier. New ones after a crash.</summary>
/// <param name="before">Those that it lost in the crash.</param>
internal sealed class SocketTables(SocketTables? before = null)
{
    private readonly SortedDictionary<int, IActorRef> _open = [];
    private int _lastNumber;

    /// <summary>Those that are open, in the order in which they were made.</summary>
    internal IReadOnlyList<IActorRef> Open => [.. _open.Values];

    internal BoundPorts<IActorRef> Udp { get; } = new();

    internal TcpTable Tcp { get; } = new();

    internal EchoTable Echoes { get; } = new(before?.Echoes);

    internal int NextNumber() => ++_lastNumber;

    internal void Add(int number, IActorRef socket) => _open.Add(number, socket);

    internal void Remove(int number) => _open.Remove(number);
}

/// <summary>The echo sockets of one node by their identifiers (RFC 792).</summary>
/// <param name="before">The table that it takes the place of: an answer may still come to an identifier from there, and must not find
/// another socket.</param>
internal sealed class EchoTable(EchoTable? before = null)
{
    private readonly Dictionary<int, IActorRef> _sockets = [];
    private int _lastIdentifier = before?._lastIdentifier ?? 0;

    /// <summary>Gives a socket its identifier: the first of a node has 1.</summary>
    internal int Add(IActorRef socket)
    {
        _sockets[++_lastIdentifier] = socket;
        return _lastIdentifier;
    }

    internal void Remove(int identifier) => _sockets.Remove(identifier);

    internal IActorRef? Find(int identifier) => _sockets.GetValueOrDefault(identifier);
}
