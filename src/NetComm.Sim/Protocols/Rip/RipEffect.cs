using NetComm.Sim.Model;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Protocols.Rip;

/// <summary>What a RIP router wants done.</summary>
internal abstract record RipEffect
{
    private RipEffect()
    {
    }

    /// <summary>Send the message from port 520 over the interface, with a time to live of 1.</summary>
    public sealed record Send(int Interface, RipMessage Message, Ipv4Address Destination, ushort Port) : RipEffect;

    /// <summary>Packets to the network take this way from now on, or none if it is not reachable.</summary>
    public sealed record RouteChanged(RipRoute Route) : RipEffect;
}
