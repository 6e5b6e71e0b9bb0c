using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>The echo sockets of one node by their identifiers (RFC 792), and the conversations in which it answers others.</summary>
internal sealed class EchoTable
{
    private readonly Dictionary<int, IActorRef> _sockets = [];
    private readonly Dictionary<(Ipv4Address From, Ipv4Address To, int Identifier), int> _answers = [];
    private int _lastIdentifier;

    /// <summary>Gives a socket its identifier, from 1.</summary>
    internal int Add(IActorRef socket)
    {
        _sockets[++_lastIdentifier] = socket;
        return _lastIdentifier;
    }

    internal void Remove(int identifier) => _sockets.Remove(identifier);

    internal IActorRef? Find(int identifier) => _sockets.GetValueOrDefault(identifier);

    /// <summary>The conversation in which this node answers an echo; a new one is written to the trace.</summary>
    internal int Answering(SimulatedNetwork network, Packet echo)
    {
        var key = (echo.Destination, echo.Source, echo.SourcePort);
        if (_answers.TryGetValue(key, out int conversation)) return conversation;
        conversation = ConversationText.Open(
            network.Run, network.Clock.Now, "icmp", new(echo.Destination, 0), new(echo.Source, echo.SourcePort), EchoSocketActor.DefaultTtl, echo.Flow);
        return _answers[key] = conversation;
    }
}
