using NetComm.Runtime.Simulated.Ip;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>Where a simulated socket is, and whose.</summary>
/// <param name="Owner">Who the trace says speaks: a flow's index, or −1 − a program's or app's.</param>
internal sealed record SocketContext(SimulatedNetwork Network, Node Node, TransportLayer Ip, int Number, long Owner)
{
    // Of a flow its host knows them: a crash takes the sockets, and the trace goes on with the same conversations.
    private readonly Dictionary<(long Owner, IpEndpoint From, IpEndpoint To), int> _conversations = Owner >= 0 ? Ip.Conversations : [];

    /// <summary>The sockets among which it is. A host that comes back from a crash has others.</summary>
    internal SocketTables Sockets { get; } = Ip.Sockets;

    /// <summary>Whether the host has the address, alone or with others, or it is one of the own host's.</summary>
    internal bool IsOwn(Ipv4Address address)
    {
        int destination = Network.Map.Addresses.DestinationOf(address, Node);
        return destination >= 0 && Network.Map.Addresses.IsAt(destination, Node.Index);
    }

    /// <summary>Whether the host has the address together with others.</summary>
    internal bool IsShared(Ipv4Address address) => IsOwn(address) && Network.Map.Addresses.DestinationOf(address, Node) != Node.Index;

    /// <summary>Whether it is a broadcast to a host of the node's networks: whether one is for others, only those know.</summary>
    internal bool IsBroadcast(Ipv4Address address) =>
        address == Ipv4Address.LimitedBroadcast || Node.Interfaces.Any(at => at.Network.Broadcast == address);

    /// <summary>The conversation in which the socket sends there; its first packet opens it in the trace.</summary>
    internal int Conversation(string protocol, IpEndpoint from, IpEndpoint to, byte ttl)
    {
        if (_conversations.TryGetValue((Owner, from, to), out int conversation)) return conversation;
        conversation = ConversationText.Open(Network.Run, Network.Clock.Now, protocol, from, to, ttl, Owner);
        return _conversations[(Owner, from, to)] = conversation;
    }
}
