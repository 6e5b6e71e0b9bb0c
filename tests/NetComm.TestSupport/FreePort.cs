using System.Net;
using System.Net.Sockets;

namespace NetComm.TestSupport;

/// <summary>
/// Ports that nobody has, of either transport: several test runs may share a machine. They are below those that the system gives to
/// connections (32768 and up), so that none of these takes one between now and its use.
/// </summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int Count = 14_000;

    private static int _last = Random.Shared.Next(Count);

    internal static int Next()
    {
        for (int tries = 0; tries < Count; tries++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(SocketType.Dgram, ProtocolType.Udp, port) && IsFree(SocketType.Stream, ProtocolType.Tcp, port)) return port;
        }

        throw new InvalidOperationException("All ports are taken.");
    }

    private static bool IsFree(SocketType type, ProtocolType protocol, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            if (type == SocketType.Stream) socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
