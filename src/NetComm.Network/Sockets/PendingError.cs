namespace NetComm.Network;

/// <summary>An error that came when no call waited: the next call tells it, once (socket(7), SO_ERROR).</summary>
internal struct PendingError
{
    private Errno _errno;

    /// <summary>It came; an older one that nobody asked for is forgotten.</summary>
    internal void Set(Errno errno) => _errno = errno;

    internal bool TryTake(out Errno errno)
    {
        errno = _errno;
        _errno = Errno.None;
        return errno != Errno.None;
    }
}
