namespace NetComm.Model;

/// <summary>The options that setsockopt can set.</summary>
public enum SocketOption
{
    /// <summary>SO_BROADCAST: allows sending to a broadcast address; EACCES without.</summary>
    Broadcast,

    /// <summary>IP_ADD_MEMBERSHIP.</summary>
    JoinGroup,

    /// <summary>IP_DROP_MEMBERSHIP.</summary>
    LeaveGroup,

    /// <summary>IP_TTL of unicast packets; 64 unless set.</summary>
    Ttl,

    /// <summary>IP_MULTICAST_TTL; 1 unless set.</summary>
    MulticastTtl,

    /// <summary>TCP_NODELAY: turns Nagle's algorithm off.</summary>
    NoDelay,

    /// <summary>SO_REUSEADDR.</summary>
    ReuseAddress,

    /// <summary>IP_TOS: the differentiated services code point of what the socket sends (RFC 2474), from 0 to 63; 0 unless set.</summary>
    Dscp,
}
