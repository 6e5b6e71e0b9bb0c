namespace NetComm.Network;

/// <summary>What setsockopt has set on a socket, and the defaults of Linux where it has not.</summary>
internal sealed class SocketOptions
{
    /// <summary>Linux, ip_default_ttl.</summary>
    internal const byte DefaultTtl = 64;

    /// <summary>RFC 2474, 3: six bits.</summary>
    private const byte LargestDscp = 63;

    internal bool Broadcast { get; private set; }

    internal bool ReuseAddress { get; private set; }

    internal bool NoDelay { get; set; }

    internal byte Ttl { get; set; } = DefaultTtl;

    /// <summary>IP_MULTICAST_TTL: 1, so that a datagram for a group stays on its LAN (RFC 1112, 6.1).</summary>
    internal byte MulticastTtl { get; set; } = 1;

    /// <summary>What IP_TOS has in its high six bits; the low two are for congestion notification, and TCP's own (ip(7)).</summary>
    internal byte Dscp { get; set; }

    /// <summary>As those of the listening socket, for a connection of its.</summary>
    internal void Inherit(SocketOptions listener) => (Broadcast, ReuseAddress, NoDelay, Ttl, Dscp) =
        (listener.Broadcast, listener.ReuseAddress, listener.NoDelay, listener.Ttl, listener.Dscp);

    /// <summary>Sets what every socket has; EINVAL for an option that it does not know, or a value outside the option's range.</summary>
    internal Errno Set(SocketOption option, int value)
    {
        switch (option)
        {
            case SocketOption.Broadcast:
                Broadcast = value != 0;
                return Errno.None;
            case SocketOption.ReuseAddress:
                ReuseAddress = value != 0;
                return Errno.None;
            case SocketOption.Ttl when value is >= 1 and <= 255:
                Ttl = (byte)value;
                return Errno.None;
            case SocketOption.Dscp when value is >= 0 and <= LargestDscp:
                Dscp = (byte)value;
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }
}
