using NetComm.Protocols.Igmp;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A router's IGMP (RFC 3376): on each of its interfaces it asks, or hears another router ask, who is a member of what.</summary>
internal sealed class RouterMembership : NodeProtocol
{
    private readonly IReadOnlyList<NetworkInterface> _interfaces;
    private readonly IgmpRouter[] _igmp;
    private readonly Neighbours _neighbours;
    private readonly Action<int, Ipv4Address, bool> _changed;

    /// <summary>The protocol of a router.</summary>
    /// <param name="changed">Hears when an interface (by place among the node's) has members of a group from now on, or none any
    /// more.</param>
    internal RouterMembership(IReadOnlyList<NetworkInterface> interfaces, Neighbours neighbours, Action<int, Ipv4Address, bool> changed)
    {
        _interfaces = interfaces;
        _igmp = [.. interfaces.Select(at => new IgmpRouter(at.Address))];
        _neighbours = neighbours;
        _changed = changed;
    }

    internal override SimTime? NextTimer => _igmp.Min(machine => machine.NextTimer);

    /// <summary>Members that everyone knows of when the run begins.</summary>
    internal void PreJoined(int place, IEnumerable<Ipv4Address> groups, SimTime now)
    {
        _igmp[place].PreJoined(groups, now);
        CarryOut(place);
    }

    internal override void Start(SimTime now)
    {
        for (int place = 0; place < _igmp.Length; place++)
        {
            _igmp[place].Start(now);
            CarryOut(place);
        }
    }

    internal override void TimerExpired(SimTime now)
    {
        for (int place = 0; place < _igmp.Length; place++)
        {
            _igmp[place].TimerExpired(now);
            CarryOut(place);
        }
    }

    internal void Received(int place, IgmpMessage message, Ipv4Address source, SimTime now)
    {
        _igmp[place].Received(message, source, now);
        CarryOut(place);
    }

    private void CarryOut(int place)
    {
        foreach (IgmpEffect effect in _igmp[place].Effects)
        {
            if (effect is IgmpEffect.Send send) _neighbours.Send(_interfaces[place], send);
            else if (effect is IgmpEffect.MembershipChanged change) _changed(place, change.Group, change.HasMembers);
        }

        _igmp[place].Effects.Clear();
    }
}
