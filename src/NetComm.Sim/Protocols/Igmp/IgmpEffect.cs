using NetComm.Sim.Model;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Protocols.Igmp;

/// <summary>What an IGMP machine wants done.</summary>
internal abstract record IgmpEffect
{
    private IgmpEffect()
    {
    }

    /// <summary>Send the message with a time to live of 1 and Router Alert (RFC 3376 §4). A switch sends it on all ports, from 0.0.0.0.</summary>
    public sealed record Send(IgmpMessage Message, Ipv4Address Destination) : IgmpEffect;

    /// <summary>A router's network has members of the group from now on, or no longer.</summary>
    public sealed record MembershipChanged(Ipv4Address Group, bool HasMembers) : IgmpEffect;
}
