namespace NetComm.Runtime.Sockets;

/// <summary>To the application: bytes of a flow arrived. One Receive is answered by these until the end, by the same object.</summary>
internal sealed class BytesReceived : DirectMessage
{
    internal static readonly BytesReceived End = new();

    private int _bytes;

    internal bool IsUnderWay => _bytes > 0;

    internal BytesReceived Of(int bytes)
    {
        _bytes = bytes;
        return this;
    }

    internal int Take()
    {
        int bytes = _bytes;
        _bytes = 0;
        return bytes;
    }
}
