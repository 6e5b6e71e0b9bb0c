using System.Net;
using System.Net.Sockets;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Opens real sockets and binds them where the scenario wants them, or as near as the system allows.</summary>
internal static class RealSockets
{
    /// <summary>Below it ports are the system's own (RFC 6335, 6).</summary>
    private const int FirstFreePort = 1024;

    /// <summary>What is added to a port that the system refuses (scenario language, 'Loopback mode').</summary>
    private const int InsteadOfRefused = 20_000;

    // Linux, asm-generic/socket.h: plain SO_REUSEADDR. What .NET calls ReuseAddress is SO_REUSEPORT as well, which spreads datagrams over
    // all sockets.
    private const int LinuxSocketLevel = 1;
    private const int LinuxReuseAddress = 2;

    // Linux, in.h: tells an unconnected UDP socket, too, when nobody has the port that it sent to.
    private const int LinuxIpLevel = 0;
    private const int LinuxReceiveErrors = 11;

    /// <summary>A UDP socket without a port.</summary>
    internal static Socket NewDatagram() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    /// <summary>A TCP socket without a port.</summary>
    internal static Socket NewStream() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>A socket for an actor; the errno where the system gives no more of them.</summary>
    internal static Errno TryNew(Func<Socket> make, out Socket? socket)
    {
        try
        {
            socket = make();
            return Errno.None;
        }
        catch (SocketException failure)
        {
            socket = null;
            return SocketErrors.ToErrno(failure);
        }
    }

    /// <summary>Lets several sockets have one address and port, as SO_REUSEADDR does for a C program.</summary>
    internal static void ShareAddress(Socket socket)
    {
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(LinuxSocketLevel, LinuxReuseAddress, BitConverter.GetBytes(1));
        else socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    /// <summary>
    /// Binds a socket to an address and port that others have as well: SO_REUSEPORT, where the system has it (socket(7)).
    /// </summary>
    internal static Errno TryBindShared(Socket socket, IPEndPoint real)
    {
        try
        {
            // .NET sets SO_REUSEPORT with it.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure);
        }

        return TryBind(socket, real);
    }

    /// <summary>Lets an unconnected UDP socket hear of refusals, where the system can.</summary>
    internal static void HearRefusals(Socket socket)
    {
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(LinuxIpLevel, LinuxReceiveErrors, BitConverter.GetBytes(1));
    }

    /// <summary>
    /// Binds the socket to the scenario's address and port. A port below 1024 that is refused is taken at 20 000 more; where the system has
    /// only 127.0.0.1, a port that another host has is taken elsewhere. The book tells the others.
    /// </summary>
    internal static Errno Bind(LoopbackNetwork network, Socket socket, IpEndpoint known)
    {
        IPAddress address = network.RealAddressOf(known.Address);

        // Ours are asked about first: the system would let two TCP sockets of one process have a port until one of them listens.
        bool isStream = socket.SocketType == SocketType.Stream;
        bool isOurs = !network.HasAddressRange && network.Book.FindReal(isStream, new IPEndPoint(address, known.Port)) is not null;
        Errno errno = isOurs ? Errno.EADDRINUSE : TryBind(socket, new IPEndPoint(address, known.Port));
        if (errno == Errno.EACCES && known.Port is > 0 and < FirstFreePort)
        {
            int instead = InsteadOfRefused + known.Port;
            errno = TryBind(socket, new IPEndPoint(address, instead));
            if (errno == Errno.None) network.Notes.Say($"the system refuses port {known.Port}: {known.Address} has it at port {instead}");
        }

        bool isOthers = errno == Errno.EADDRINUSE && known.Port > 0 && !network.HasAddressRange;
        return isOthers ? TryBind(socket, new IPEndPoint(address, 0)) : errno;
    }

    internal static Errno TryBind(Socket socket, IPEndPoint real)
    {
        try
        {
            socket.Bind(real);
            return Errno.None;
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure);
        }
    }
}
