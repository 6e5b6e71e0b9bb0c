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

    // Linux, tcp.h and tcp_states.h: the first byte of TCP_INFO is the connection's state.
    private const int LinuxTcpLevel = 6;
    private const int LinuxTcpInfo = 11;
    private const byte LinuxTcpEstablished = 1;
    private const byte LinuxTcpClose = 7;

    internal static Socket NewDatagram() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    internal static Socket NewStream() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Whether a connection was reset on which this end may still send. Where the system cannot say, false.</summary>
    internal static bool IsGone(Socket connection) => StateOf(connection) == LinuxTcpClose;

    /// <summary>Whether neither end has closed a connection. Where the system cannot say, false.</summary>
    internal static bool IsEstablished(Socket connection) => StateOf(connection) == LinuxTcpEstablished;

    private static byte StateOf(Socket connection)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        Span<byte> state = stackalloc byte[1];
        try
        {
            return connection.GetRawSocketOption(LinuxTcpLevel, LinuxTcpInfo, state) == state.Length ? state[0] : (byte)0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    /// <summary>Sets the code point of what the socket sends from now on: IP_TOS, which Windows ignores.</summary>
    internal static void SetDscp(Socket socket, byte dscp) =>
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, dscp << 2);

    /// <summary>Opens a socket and binds it: None, or the errno of socket(2) or bind(2).</summary>
    internal static Errno TryOpen(Func<Socket> make, Func<Socket, Errno> bind, out Socket? socket)
    {
        socket = null;
        try
        {
            socket = make();
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure);
        }

        Errno errno = bind(socket);
        if (errno == Errno.None) return errno;
        socket.Dispose();
        socket = null;
        return errno;
    }

    /// <summary>Lets several sockets have one address and port, as SO_REUSEADDR does for a C program.</summary>
    internal static void ShareAddress(Socket socket)
    {
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(LinuxSocketLevel, LinuxReuseAddress, BitConverter.GetBytes(1));
        else socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
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

    /// <summary>Binds to a port of 127.0.0.1 where outside programs look for it, by the same rule for refused ports.</summary>
    internal static Errno BindFixed(LoopbackNetwork network, Socket socket, string whom, int port)
    {
        Errno errno = TryBind(socket, new IPEndPoint(IPAddress.Loopback, port));
        if (errno != Errno.EACCES || port >= FirstFreePort) return errno;
        errno = TryBind(socket, new IPEndPoint(IPAddress.Loopback, InsteadOfRefused + port));
        if (errno == Errno.None)
            network.Notes.Say($"the system refuses port {port}: {whom} has it at port {InsteadOfRefused + port}");
        return errno;
    }

    /// <summary>Binds a socket; one that shares its port with SO_REUSEPORT, where the system has it (socket(7)), beside others.</summary>
    internal static Errno TryBind(Socket socket, IPEndPoint real, bool sharesPort = false)
    {
        try
        {
            // .NET sets SO_REUSEPORT with it.
            if (sharesPort) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(real);
            return Errno.None;
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure);
        }
    }
}
