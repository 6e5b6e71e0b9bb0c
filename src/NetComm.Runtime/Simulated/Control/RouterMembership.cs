using NetComm.Protocols.Igmp;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A router's IGMP (RFC 3376) on one interface: it asks, or hears another router ask, who is a member of what.</summary>
/// <param name="changed">Hears when the interface's network has members of a group from now on, or none any more.</param>
internal sealed class RouterMembership(NetworkInterface at, Neighbours neighbours, Action<Ipv4Address, bool> changed)
    : NodeProtocol<IgmpRouter, IgmpEffect>(new IgmpRouter(at.Address))
{
    internal override void Start(SimTime now) => Drive(igmp => igmp.Start(now));

    internal void PreJoined(IEnumerable<Ipv4Address> groups, SimTime now) => Drive(igmp => igmp.PreJoined(groups, now));

    internal void Received(IgmpMessage message, Ipv4Address source, SimTime now) => Drive(igmp => igmp.Received(message, source, now));

    protected override void CarryOut(IgmpEffect effect)
    {
        if (effect is IgmpEffect.Send send) neighbours.Send(at, send);
        else if (effect is IgmpEffect.MembershipChanged change) changed(change.Group, change.HasMembers);
    }
}
