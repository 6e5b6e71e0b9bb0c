using System.Net;
using System.Net.Sockets;

namespace NetComm.TestSupport;

/// <summary>Ports that nobody has: several test runs may share a machine.</summary>
internal static class FreePort
{
    internal static int Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
