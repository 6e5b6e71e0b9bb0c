using NetComm.Sim.Runtime.Simulated.Streams;

namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>Which sockets of a host have which port, connection or identifier. A crash empties it.</summary>
internal sealed class SocketTables
{
    internal PortTable Udp { get; } = new();

    internal TcpTable Tcp { get; } = new();

    internal EchoTable Echoes { get; } = new();
}
