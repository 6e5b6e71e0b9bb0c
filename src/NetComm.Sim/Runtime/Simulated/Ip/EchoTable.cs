namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>The echo sockets of one node by their identifiers (RFC 792).</summary>
internal sealed class EchoTable
{
    private readonly Dictionary<int, IActorRef> _sockets = [];
    private int _lastIdentifier;

    /// <summary>Gives a socket its identifier, from 1.</summary>
    internal int Add(IActorRef socket)
    {
        _sockets[++_lastIdentifier] = socket;
        return _lastIdentifier;
    }

    internal void Remove(int identifier) => _sockets.Remove(identifier);

    internal IActorRef? Find(int identifier) => _sockets.GetValueOrDefault(identifier);
}
