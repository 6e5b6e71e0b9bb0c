namespace NetComm.Network;

/// <summary>A socket's answer to one <see cref="SocketCall"/>. Those that hand over a socket are the runtime's.</summary>
internal abstract record SocketReply
{
    /// <summary>The call is over: well where <paramref name="Errno"/> is None.</summary>
    internal sealed record Done(Errno Errno) : SocketReply;

    internal sealed record Bound(IpEndpoint Local) : SocketReply;

    internal sealed record Sent(int Bytes) : SocketReply;

    /// <summary>An echo's reply came.</summary>
    /// <param name="Ttl">What is left of the reply's time to live.</param>
    internal sealed record EchoAnswered(int Sequence, Ipv4Address From, int Bytes, int Ttl) : SocketReply;

    /// <summary>An ICMP error about an echo came.</summary>
    /// <param name="From">The router or host that reports it.</param>
    /// <param name="Error">EHOSTUNREACH, ENETUNREACH …; None where its time to live was exceeded.</param>
    internal sealed record EchoRefused(int Sequence, Ipv4Address From, Errno Error) : SocketReply;

    /// <summary>What arrived, and from whom; empty from a stream: the peer has closed.</summary>
    internal sealed record Data(byte[] Bytes, IpEndpoint From) : SocketReply;
}
