namespace NetComm.Network;

/// <summary>
/// What an application asks of a host or socket actor: the seam between applications and sockets, the same in both modes. Each call is
/// answered by one <see cref="SocketReply"/> unless it says otherwise.
/// </summary>
internal abstract record SocketCall
{
    /// <summary>To a host: a new socket for the sender. Answer: that socket.</summary>
    /// <param name="Transport">TCP, UDP, or ICMP for echo requests.</param>
    /// <param name="Owner">Who the trace says speaks: a flow's index, or −1 − a program's or app's.</param>
    internal sealed record Open(Transport Transport, long Owner) : SocketCall;

    /// <summary>Port 0 is any free one; <see cref="Ipv4Address.Any"/> any of the host's. Answer: <see cref="SocketReply.Bound"/>.</summary>
    internal sealed record Bind(IpEndpoint Local) : SocketCall;

    /// <summary>Backlog null: the system's. Answer: <see cref="SocketReply.Done"/>.</summary>
    internal sealed record Listen(int? Backlog) : SocketCall;

    /// <summary>Answer: the connection's socket, or Done with ETIMEDOUT after <paramref name="Timeout"/>.</summary>
    internal sealed record Accept(SimDuration? Timeout) : SocketCall;

    /// <summary>TCP: handshake. UDP: fixes the peer. Answer: Done.</summary>
    internal sealed record Connect(IpEndpoint Peer, SimDuration? Timeout) : SocketCall;

    /// <summary>Bytes to the connected peer. Answer: <see cref="SocketReply.Sent"/>, once all are in the send buffer.</summary>
    internal sealed record Send(byte[] Data) : SocketCall;

    /// <summary>Next bytes of a stream, or datagram cut to Size. Answer: <see cref="SocketReply.Data"/> or a count, or Done.</summary>
    internal sealed record Receive(int Size, SimDuration? Timeout) : SocketCall;

    /// <summary>A datagram. Answer: Sent.</summary>
    internal sealed record SendTo(IpEndpoint To, byte[] Data) : SocketCall;

    /// <summary>Answer: Done.</summary>
    internal sealed record Shutdown(bool Read, bool Write) : SocketCall;

    /// <summary>Answer: Done. The socket actor stops.</summary>
    internal sealed record Close : SocketCall;

    /// <summary>On or off, a number, or a group's address, by option. Answer: Done.</summary>
    internal sealed record SetOption(SocketOption Option, int Value, Ipv4Address Group) : SocketCall;

    /// <summary>To an ICMP socket (RFC 792). Answer: Sent or Done; later <see cref="SocketReply.EchoAnswered"/> or EchoRefused.</summary>
    internal sealed record SendEcho(Ipv4Address To, int Sequence, int Bytes, int Ttl) : SocketCall;

    /// <summary>For flows: from now on it takes <see cref="Packet"/>s, and hands received ones to the sender. Answer: Done.</summary>
    internal sealed record CarryPackets(int Ttl) : SocketCall;
}
