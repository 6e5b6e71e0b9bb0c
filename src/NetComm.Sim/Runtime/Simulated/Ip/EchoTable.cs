namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>The echo sockets of one node by their identifiers (RFC 792).</summary>
/// <param name="before">The table that it takes the place of: an answer may still come to an identifier from there, and must not find another socket.</param>
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
