using NetComm.Protocols.Igmp;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A host's IGMP (RFC 3376): on its first interface, as a system does that is not told another one for a group.</summary>
internal sealed class HostMembership(NetworkInterface at, RandomStream random, Neighbours neighbours) : NodeProtocol
{
    private readonly IgmpHost _igmp = new(random);

    internal override SimTime? NextTimer => _igmp.NextTimer;

    /// <summary>Membership that everyone knows of when the run begins.</summary>
    internal void PreJoined(IEnumerable<Ipv4Address> groups) => _igmp.PreJoined(groups);

    internal override void Start(SimTime now)
    {
    }

    internal override void TimerExpired(SimTime now)
    {
        _igmp.TimerExpired(now);
        CarryOut();
    }

    internal void Join(Ipv4Address group, SimTime now)
    {
        _igmp.Join(group, now);
        CarryOut();
    }

    internal void Leave(Ipv4Address group, SimTime now)
    {
        _igmp.Leave(group, now);
        CarryOut();
    }

    internal void Received(IgmpMessage message, SimTime now)
    {
        _igmp.Received(message, now);
        CarryOut();
    }

    private void CarryOut()
    {
        foreach (IgmpEffect effect in _igmp.Effects)
        {
            if (effect is IgmpEffect.Send send) neighbours.Send(at, send);
        }

        _igmp.Effects.Clear();
    }
}
