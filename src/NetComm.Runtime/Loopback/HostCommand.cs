namespace NetComm.Runtime.Loopback;

/// <summary>What the timeline, or a socket, tells a host.</summary>
internal abstract record HostCommand
{
    private HostCommand()
    {
    }

    /// <summary>What runs on the host is stopped. Its links are the emulation's.</summary>
    internal sealed record Crash : HostCommand;

    /// <summary>It is back.</summary>
    internal sealed record Restart : HostCommand;

    /// <summary>The timeline lets the host join a group of the scenario.</summary>
    internal sealed record Join(int Group) : HostCommand;

    /// <summary>The timeline lets it leave.</summary>
    internal sealed record Leave(int Group) : HostCommand;

    /// <summary>A socket of the host has joined a group: the others hear it from now on.</summary>
    internal sealed record SocketJoined(Ipv4Address Group) : HostCommand;

    /// <summary>A socket of the host has left a group.</summary>
    internal sealed record SocketLeft(Ipv4Address Group) : HostCommand;
}
