namespace NetComm.Scenarios.Language;

/// <summary>The errno names that a socket call can fail with (POSIX.1-2017, errno.h).</summary>
internal static class ErrorNames
{
    public static readonly IReadOnlyList<string> Known =
    [
        "EACCES", "EADDRINUSE", "EADDRNOTAVAIL", "EAFNOSUPPORT", "EAGAIN", "EALREADY", "EBADF", "ECANCELED", "ECONNABORTED", "ECONNREFUSED",
            "ECONNRESET",
        "EDESTADDRREQ", "EHOSTDOWN", "EHOSTUNREACH", "EINPROGRESS", "EINTR", "EINVAL", "EIO", "EISCONN", "ELOOP", "EMFILE", "EMSGSIZE", "ENETDOWN",
            "ENETRESET",
        "ENETUNREACH", "ENFILE", "ENOBUFS", "ENODEV", "ENOENT", "ENOMEM", "ENOPROTOOPT", "ENOTCONN", "ENOTSOCK", "EOPNOTSUPP", "EPERM",
            "EPIPE", "EPROTO",
        "EPROTONOSUPPORT", "EPROTOTYPE", "ETIMEDOUT", "EWOULDBLOCK",
    ];
}
