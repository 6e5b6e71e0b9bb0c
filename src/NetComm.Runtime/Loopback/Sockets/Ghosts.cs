using System.Net.Sockets;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>
/// Connections of a host that has crashed, as the system still has them: nothing is sent on them, and the peer's first word is answered by
/// a reset. The emulated links let that word through only once the host is back.
/// </summary>
internal static class Ghosts
{
    /// <summary>Takes over a connection of which nobody reads.</summary>
    internal static void Leave(Socket connection)
    {
        Forget(connection);
        _ = AnswerAsync(connection);
    }

    /// <summary>Discards what had come before the crash.</summary>
    internal static void Forget(Socket connection)
    {
        try
        {
            var unread = new byte[connection.Available];
            if (unread.Length > 0) connection.Receive(unread);
        }
        catch (SocketException)
        {
            // The peer has reset it: there is nothing to answer.
        }
    }

    private static async Task AnswerAsync(Socket connection)
    {
        await SocketErrors.TryAsync(() => connection.ReceiveAsync(new byte[1], SocketFlags.None)).ConfigureAwait(false);
        TcpStream.Reset(connection);
        connection.Dispose();
    }
}
