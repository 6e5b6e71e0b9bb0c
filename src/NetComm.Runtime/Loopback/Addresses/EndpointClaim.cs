using System.Net;

namespace NetComm.Runtime.Loopback.Addresses;

/// <summary>One socket's hold on an address and port.</summary>
internal sealed class EndpointClaim(bool stream, int node, IpEndpoint known, IPEndPoint real, IActorRef socket)
{
    private sealed record Connected(IpEndpoint Peer);

    private volatile bool _carriesPackets;
    private volatile Connected? _connected;

    internal bool Stream { get; } = stream;

    internal int Node { get; } = node;

    /// <summary>As the programs of the scenario know it.</summary>
    internal IpEndpoint Known { get; } = known;

    /// <summary>Where the system delivers what is for it; the same in most cases, and of a shared address one of the host's own.</summary>
    internal IPEndPoint Real { get; } = real;

    /// <summary>Where answers of a shared address come from, as the system knows it; null of the host's own.</summary>
    internal IPEndPoint? SharedReal { get; init; }

    /// <summary>Whether it is another name of a socket that has a claim by its own.</summary>
    internal bool IsAlias { get; init; }

    internal IActorRef Socket { get; } = socket;

    /// <summary>Whether a flow reads all that comes, at once: then each packet is counted until it is read.</summary>
    internal bool CarriesPackets
    {
        get => _carriesPackets;
        set => _carriesPackets = value;
    }

    /// <summary>The address that the socket was bound to: one of the host's, any, or that of many.</summary>
    internal Ipv4Address BoundTo { get; init; } = known.Address;

    /// <summary>Whom alone a datagram socket hears.</summary>
    internal IpEndpoint? Peer
    {
        get => _connected?.Peer;
        set => _connected = value is { } peer ? new Connected(peer) : null;
    }

    internal bool Hears(IpEndpoint from) => Peer is not { } peer || peer == from;
}
