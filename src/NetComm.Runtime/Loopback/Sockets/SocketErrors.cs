using System.Net.Sockets;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>From the system's socket errors to the names that socket programmers know.</summary>
internal static class SocketErrors
{
    /// <summary>How an operation of a real socket has ended; null where the socket was closed meanwhile.</summary>
    internal static async Task<Errno?> TryAsync(Func<Task> operation)
    {
        try
        {
            await operation().ConfigureAwait(false);
            return Errno.None;
        }
        catch (SocketException failure)
        {
            bool isClosed = failure.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted;
            return isClosed ? null : ToErrno(failure);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    internal static Errno ToErrno(SocketException failure) => ToErrno(failure.SocketErrorCode);

    internal static Errno ToErrno(SocketError error) => error switch
    {
        SocketError.Success => Errno.None,
        SocketError.AccessDenied => Errno.EACCES,
        SocketError.AddressAlreadyInUse => Errno.EADDRINUSE,
        SocketError.AddressNotAvailable => Errno.EADDRNOTAVAIL,
        SocketError.AlreadyInProgress => Errno.EALREADY,
        SocketError.NotSocket => Errno.EBADF,
        SocketError.ConnectionAborted => Errno.ECONNABORTED,
        SocketError.ConnectionRefused => Errno.ECONNREFUSED,
        SocketError.ConnectionReset => Errno.ECONNRESET,
        SocketError.DestinationAddressRequired => Errno.EDESTADDRREQ,
        SocketError.HostUnreachable or SocketError.HostDown => Errno.EHOSTUNREACH,
        SocketError.InvalidArgument => Errno.EINVAL,
        SocketError.IsConnected => Errno.EISCONN,
        SocketError.MessageSize => Errno.EMSGSIZE,
        SocketError.NetworkUnreachable or SocketError.NetworkDown => Errno.ENETUNREACH,
        SocketError.NoBufferSpaceAvailable or SocketError.TooManyOpenSockets => Errno.ENOBUFS,
        SocketError.NotConnected => Errno.ENOTCONN,
        SocketError.OperationNotSupported or SocketError.ProtocolOption => Errno.EOPNOTSUPP,
        SocketError.Shutdown or SocketError.Disconnecting => Errno.EPIPE,
        SocketError.TimedOut => Errno.ETIMEDOUT,
        _ => Errno.EIO,
    };
}
