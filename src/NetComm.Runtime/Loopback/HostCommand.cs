namespace NetComm.Runtime.Loopback;

internal abstract record HostCommand
{
    /// <summary>What runs on the host is stopped. Its links are the emulation's.</summary>
    internal sealed record Crash : HostCommand;

    internal sealed record Restart : HostCommand;

    internal sealed record Join(int Group) : HostCommand;

    internal sealed record Leave(int Group) : HostCommand;

    /// <summary>A socket of the host has joined a group: the others hear it from now on.</summary>
    internal sealed record SocketJoined(Ipv4Address Group) : HostCommand;

    /// <summary>A socket of the host has left a group.</summary>
    internal sealed record SocketLeft(Ipv4Address Group) : HostCommand;
}
