namespace NetComm.Model;

/// <summary>Why a socket call failed, by the names of the socket API (POSIX errno.h); numbers are ours, part of the trace format.</summary>
public enum Errno : byte
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>Permission denied: a broadcast without the option, or a port that the system reserves.</summary>
    EACCES = 1,

    /// <summary>The address and port are in use.</summary>
    EADDRINUSE = 2,

    /// <summary>The address does not belong to the host.</summary>
    EADDRNOTAVAIL = 3,

    /// <summary>A connection is under way already.</summary>
    EALREADY = 4,

    /// <summary>No such open socket.</summary>
    EBADF = 5,

    /// <summary>The connection was aborted.</summary>
    ECONNABORTED = 6,

    /// <summary>No socket listens on that port.</summary>
    ECONNREFUSED = 7,

    /// <summary>The peer reset the connection.</summary>
    ECONNRESET = 8,

    /// <summary>A destination is missing.</summary>
    EDESTADDRREQ = 9,

    /// <summary>No route to the host, or no answer to ARP.</summary>
    EHOSTUNREACH = 10,

    /// <summary>An argument or the socket's state does not fit the call.</summary>
    EINVAL = 11,

    /// <summary>The socket is connected already.</summary>
    EISCONN = 12,

    /// <summary>The message is longer than a datagram can be.</summary>
    EMSGSIZE = 13,

    /// <summary>No route to the network.</summary>
    ENETUNREACH = 14,

    /// <summary>No buffer space.</summary>
    ENOBUFS = 15,

    /// <summary>The socket is not connected.</summary>
    ENOTCONN = 16,

    /// <summary>The call does not exist for this type of socket.</summary>
    EOPNOTSUPP = 17,

    /// <summary>The peer has closed, or writing was shut down.</summary>
    EPIPE = 18,

    /// <summary>No answer in time.</summary>
    ETIMEDOUT = 19,

    /// <summary>No such name.</summary>
    ENOENT = 20,

    /// <summary>The system failed in some other way.</summary>
    EIO = 21,

    /// <summary>The program has as many open sockets as it may have.</summary>
    EMFILE = 22,

    /// <summary>The program holds, or has printed, as much text as it may.</summary>
    ENOMEM = 23,

    /// <summary>The program makes steps without end, and none that waits.</summary>
    ELOOP = 24,

    /// <summary>The protocol of this socket has no such option.</summary>
    ENOPROTOOPT = 25,

    /// <summary>The protocol of this socket does not do that: a stream socket joins no group.</summary>
    EPROTO = 26,
}
