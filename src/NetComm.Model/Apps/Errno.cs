namespace NetComm.Model;

/// <summary>Why a socket call failed, by the names of the socket API (POSIX errno.h); numbers are ours, part of the trace format.</summary>
public enum Errno : byte
{
    /// <summary>It did not fail.</summary>
    None = 0,

    /// <summary>Permission denied: a broadcast without the option, a port that the system keeps.</summary>
    EACCES = 1,

    /// <summary>The address and port are taken.</summary>
    EADDRINUSE = 2,

    /// <summary>The address is none of the host's.</summary>
    EADDRNOTAVAIL = 3,

    /// <summary>A connection is under way already.</summary>
    EALREADY = 4,

    /// <summary>No such open socket.</summary>
    EBADF = 5,

    /// <summary>The connection was given up.</summary>
    ECONNABORTED = 6,

    /// <summary>Nobody listens there.</summary>
    ECONNREFUSED = 7,

    /// <summary>The peer reset the connection.</summary>
    ECONNRESET = 8,

    /// <summary>A destination is missing.</summary>
    EDESTADDRREQ = 9,

    /// <summary>No route, or nobody answers ARP.</summary>
    EHOSTUNREACH = 10,

    /// <summary>An argument or the socket's state does not fit the call.</summary>
    EINVAL = 11,

    /// <summary>The socket is connected already.</summary>
    EISCONN = 12,

    /// <summary>Longer than a datagram may be.</summary>
    EMSGSIZE = 13,

    /// <summary>No network leads there.</summary>
    ENETUNREACH = 14,

    /// <summary>No room.</summary>
    ENOBUFS = 15,

    /// <summary>The socket is not connected.</summary>
    ENOTCONN = 16,

    /// <summary>The socket's type does not know the call.</summary>
    EOPNOTSUPP = 17,

    /// <summary>The peer has closed, or writing was shut down.</summary>
    EPIPE = 18,

    /// <summary>No answer in time.</summary>
    ETIMEDOUT = 19,

    /// <summary>No such name.</summary>
    ENOENT = 20,

    /// <summary>The system failed in some other way.</summary>
    EIO = 21,
}
