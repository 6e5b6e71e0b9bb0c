using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>What the timeline, or a socket, tells a host.</summary>
internal abstract record HostOrder
{
    private HostOrder()
    {
    }

    /// <summary>The timeline lets the host join a group of the scenario.</summary>
    internal sealed record Join(int Group) : HostOrder;

    /// <summary>The timeline lets it leave.</summary>
    internal sealed record Leave(int Group) : HostOrder;

    /// <summary>A socket of the host has joined a group: the others hear it from now on.</summary>
    internal sealed record SocketJoined(Ipv4Address Group) : HostOrder;

    /// <summary>A socket of the host has left a group.</summary>
    internal sealed record SocketLeft(Ipv4Address Group) : HostOrder;
}
