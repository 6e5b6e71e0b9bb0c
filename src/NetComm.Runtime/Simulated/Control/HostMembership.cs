using NetComm.Protocols.Igmp;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A host's IGMP (RFC 3376): on its first interface, as a system does that is not told another one for a group.</summary>
internal sealed class HostMembership(NetworkInterface at, RandomStream random, Neighbours neighbours)
    : NodeProtocol<IgmpHost, IgmpEffect>(new IgmpHost(random))
{
    /// <summary>Membership that everyone knows of when the run begins.</summary>
    internal void PreJoined(IEnumerable<Ipv4Address> groups) => Machine.PreJoined(groups);

    internal void Join(Ipv4Address group, SimTime now) => Drive(igmp => igmp.Join(group, now));

    internal void Leave(Ipv4Address group, SimTime now) => Drive(igmp => igmp.Leave(group, now));

    internal void Received(IgmpMessage message, SimTime now) => Drive(igmp => igmp.Received(message, now));

    protected override void CarryOut(IgmpEffect effect)
    {
        if (effect is IgmpEffect.Send send) neighbours.Send(at, send);
    }
}
