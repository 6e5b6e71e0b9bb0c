namespace NetComm.Network;

internal interface IIcmpTransport
{
    /// <summary>The identifier of the socket's echoes (RFC 792), which stands for its port.</summary>
    int Identifier { get; }

    bool IsBroadcast(Ipv4Address address);

    /// <summary>Sends an echo request; ENETUNREACH where nobody has the address.</summary>
    Errno Send(SocketCall.SendEcho echo);
}

/// <summary>What an ICMP socket answers. It sends echo requests (RFC 792), and tells its owner of replies and errors on arrival.</summary>
/// <remarks>Not modelled: echoes to broadcast and multicast addresses, which hosts leave unanswered (RFC 1122, 3.2.2.6): EACCES.</remarks>
internal sealed class IcmpSocket(ICaller owner, IIcmpTransport transport)
{
    internal byte Ttl { get; private set; } = SocketOptions.DefaultTtl;

    /// <summary>Whether a flow sends the echoes, and takes replies as packets.</summary>
    internal bool CarriesPackets { get; private set; }

    internal void Handle(SocketCall call, ICaller caller) => caller.Reply(Answer(call));

    internal void OnAnswered(SocketReply.EchoAnswered answer)
    {
        if (!CarriesPackets) owner.Reply(answer);
    }

    /// <summary>An ICMP error about an echo has come. A flow does not hear of it: the packet is lost.</summary>
    internal void OnRefused(SocketReply.EchoRefused refusal)
    {
        if (!CarriesPackets) owner.Reply(refusal);
    }

    private static SocketReply.Done Done(Errno errno) => new(errno);

    private SocketReply Answer(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.SendEcho echo:
                Errno errno = Send(echo);
                return errno == Errno.None ? new SocketReply.Sent(echo.Bytes) : Done(errno);
            case SocketCall.CarryPackets carry:
                CarriesPackets = true;
                Ttl = (byte)carry.Ttl;
                return Done(Errno.None);
            case SocketCall.Bind bind:
                return new SocketReply.Bound(bind.Local with { Port = transport.Identifier });
            case SocketCall.SetOption or SocketCall.Close:
                return Done(Errno.None);
            default:
                return Done(Errno.EOPNOTSUPP);
        }
    }

    private Errno Send(SocketCall.SendEcho echo) =>
        echo.To.IsMulticast || transport.IsBroadcast(echo.To) ? Errno.EACCES : transport.Send(echo);
}
